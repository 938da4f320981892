public import Diagnostics

/// Why a bucket cannot be used as it was declared. The texts are the owner's own.
public enum S3LocationError: Error, Equatable, Sendable {
  /// Not a name that a bucket can have.
  case badBucket(String)
  /// Neither `http` nor `https`, or with a user, a query or a path that is not the bucket.
  case badEndpoint(String)
  /// The profile has no address of its own.
  case noEndpoint(profile: String)
  /// The profile needs to know the region.
  case noRegion
  /// Not a region that a host name or a signature can hold.
  case badRegion(String)
  /// A prefix that would not survive in a URL, or begins with a slash.
  case badPrefix(String)
  /// Nobody can read objects at the service's own address.
  case noPublicURL(profile: String)
}

extension S3LocationError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .badBucket(let name):
      diagnostic(
        "badBucket", "This is not the name of a bucket",
        "\(Excerpt(name)) has other characters than letters, digits, `.`, `-` and `_`, or a wrong"
          + " length.",
        "Give the name alone, without `s3://` and without a path.")
    case .badEndpoint(let text):
      diagnostic(
        "badEndpoint", "This is not the endpoint of a storage service",
        "\(Self.shown(text)) should be like https://s3.example.com, with nothing behind it"
          + " but the bucket.",
        "Correct `endpoint`, or S3_ENDPOINT_URL; a prefix of objects goes into `prefix`.")
    case .noEndpoint(let profile):
      diagnostic(
        "noEndpoint", "The endpoint of the storage service is missing",
        "The profile \(profile) has none of its own.",
        "Set `endpoint`, or S3_ENDPOINT_URL, to the URL that the service shows for S3.")
    case .noRegion:
      diagnostic(
        "noRegion", "The region of the bucket is missing",
        "Amazon's addresses and signatures contain it.",
        "Set `region`, or AWS_REGION; find it with:\n    aws s3api get-bucket-location --bucket NAME"
      )
    case .badRegion(let text):
      diagnostic(
        "badRegion", "This is not a region", "\(Excerpt(text)) has characters that none has.",
        "Write it as the service does, such as `eu-central-1` or `auto`.")
    case .badPrefix(let text):
      diagnostic(
        "badPrefix", "A prefix would change in a URL",
        "\(Excerpt(text, limit: 200)) begins with a slash, has an empty or a dotted segment, or has"
          + " characters that URLs do not keep.",
        "Use letters, digits, `-`, `_` and `.`, with single slashes between.")
    case .noPublicURL(let profile):
      diagnostic(
        "noPublicURL", "There is no public URL",
        "Objects cannot be read at the endpoint of \(profile) without a signature.",
        "Set `publicBaseURL`, or S3_PUBLIC_URL, to the domain that serves the bucket.")
    }
  }

  /// An endpoint without what may be a password, however badly it is written.
  private static func shown(_ endpoint: String) -> String {
    guard let at = endpoint.lastIndex(of: "@") else { return URLText.redacted(endpoint) }
    return "…" + URLText.redacted(String(endpoint[at...]))
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "bucket.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}
