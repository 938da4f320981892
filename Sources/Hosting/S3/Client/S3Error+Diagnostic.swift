public import Diagnostics

extension S3Error: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .noBucket(let bucket):
      diagnostic(
        "noBucket", "There is no such bucket", "The service does not have \(Excerpt(bucket)).",
        ["Check the name and the endpoint, or create the bucket."])
    case .accessDenied(let action, let bucket, let refusal):
      diagnostic(
        "accessDenied", "The storage service denies access", refusal.words,
        [
          "Allow \(action.rawValue) on \(Excerpt(bucket)) for these credentials; what Steward needs"
            + " is in docs/hosting.md.",
          "See which credentials are used:\n    steward host doctor",
        ])
    case .wrongCredentials(let refusal):
      diagnostic(
        "wrongCredentials", "The storage service does not accept the credentials", refusal.words,
        [
          "See which credentials are used:\n    steward host doctor",
          "Copy key id and secret again; check that they belong to this service.",
        ])
    case .wrongRegion(let bucket, let used, let expected):
      diagnostic(
        "wrongRegion", "The bucket is in another region",
        "\(Excerpt(bucket)) was asked for in \(used)"
          + (expected.map { "; it is in \(Excerpt($0))." } ?? "; the service sends us elsewhere."),
        [
          expected.map { "Set `region: \(Excerpt($0))`, or AWS_REGION." }
            ?? "Set `region` and `endpoint` to those of the bucket."
        ])
    case .clockSkew(let seconds):
      diagnostic(
        "clockSkew", "The clock is too far from that of the storage service",
        "The service does not accept the time of a request, though it was corrected by \(seconds) s.",
        ["Set the clock:\n    timedatectl set-ntp true"])
    case .unavailable(_, let refusal, _):
      diagnostic(
        "unavailable", "The storage service is not available", refusal.words,
        ["Run again: an upload continues where it stopped."])
    case .damagedOnTheWay(_, let refusal):
      diagnostic(
        "damagedOnTheWay", "Bytes were damaged on the way to the storage service", refusal.words,
        [
          "Run again. If it happens often, the network, a proxy or the memory of this machine is"
            + " failing."
        ])
    case .refused(let action, let refusal):
      diagnostic(
        "refused", "The storage service refuses a request",
        "\(action.rawValue): \(refusal.words)",
        ["Check that `profile` fits the service; `generic` asks the least of it."])
    case .badAnswer(let action, let reason):
      diagnostic(
        "badAnswer", "A storage service gave no usable answer", "\(action.rawValue): \(reason)",
        ["Check that the endpoint is that of an S3 service, and not its web site."])
    case .noUpload(let key):
      diagnostic(
        "noUpload", "An upload is gone",
        "The service no longer knows the upload of \(Excerpt(key, limit: 200)).",
        ["Run again: it is begun anew."])
    case .notStored(let key):
      diagnostic(
        "notStored", "The storage service lost an object",
        "It acknowledged \(Excerpt(key, limit: 200)), and shows something else there.",
        ["Run again; if it stays so, look at rules of the bucket that change objects."])
    case .badPartSize(let size, let least, let most):
      diagnostic(
        "badPartSize", "The parts of an upload have a wrong size",
        "\(size) bytes; for this object it must be \(least) to \(most).",
        ["Leave `partSize` out, or set it within these bounds."])
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "s3.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}

extension S3Error.Refusal {
  /// What the service said, in a sentence.
  var words: String {
    let said =
      "HTTP \(status)" + (code.map { ", \(Excerpt($0))" } ?? "")
      + (message.map { ": \(Excerpt($0, limit: 200))" } ?? "")
    return said.hasSuffix(".") ? said : said + "."
  }
}
