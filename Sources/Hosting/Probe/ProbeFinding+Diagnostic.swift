public import Diagnostics

extension ProbeFinding {
  /// The explanation, with what to do about it.
  public var diagnostic: Diagnostic { answerDiagnostic ?? contentDiagnostic ?? urlDiagnostic }

  /// No answer, or a refusal.
  private var answerDiagnostic: Diagnostic? {
    switch self {
    case .unreachable(let error):
      explain(
        "unreachable", "A public URL gives no answer", error.diagnostic.detail,
        ["Check that the server runs and that its name and certificate are right, and try again."])
    case .missing(let status):
      explain(
        "missing", "There is nothing at a public URL", "The server answers HTTP \(status).",
        [
          "Check that the public base URL belongs to the place where objects are put:\n"
            + "    steward host doctor",
          "Upload the object again:\n    steward host put FILE",
        ])
    case .forbidden(let status):
      explain(
        "forbidden", "A public URL is not for everyone",
        "The server answers HTTP \(status). Validators send no credentials.",
        ["Let everyone read the objects, by a policy of the bucket or a public domain for it."])
    case .throttled:
      explain(
        "throttled", "A host answers too many requests",
        "HTTP 429, also after the retries that validators make.",
        ["Raise the limit of requests: up to 16 ranges are fetched at once by each validator."])
    case .refused(let status):
      explain(
        "refused", "A host refuses to serve an object", "The server answers HTTP \(status).",
        ["Look into the server's log; an error from 500 on may pass by itself."])
    case .userAgentBlocked(let status):
      explain(
        "userAgentBlocked", "A host turns validators away",
        "HTTP \(status) for the user agent `SOMA (Blob Client)`, and success for a browser's.",
        ["Take the rule against bots off these objects."])
    case .page(let type, let status):
      explain(
        "page", "A host sends a page instead of the object",
        "HTTP \(status) with \(type): a challenge for bots, a login or an error.",
        ["Take such pages off these objects: validators are programs."])
    case .tooManyRedirects(let limit):
      explain(
        "tooManyRedirects", "A public URL redirects without end",
        "More than \(limit) times, which is where validators give up.",
        ["Use the URL that has the object."])
    case .badRedirect(let status):
      explain(
        "badRedirect", "A public URL redirects to nowhere",
        "HTTP \(status) without a usable Location.", ["Mend the redirect, or use its target."])
    default: nil
    }
  }

  /// Other bytes than were meant, or not in ranges.
  private var contentDiagnostic: Diagnostic? {
    switch self {
    case .rangeIgnored:
      explain(
        "rangeIgnored", "A host does not know ranges",
        "It sends the whole object where 5 MiB of it were asked for; validators then fail.",
        ["Serve the object with a server that honours Range; see docs/hosting.md."])
    case .coded(let encoding):
      explain(
        "coded", "A host changes the bytes on the way", "Content-Encoding is \(encoding).",
        ["Switch off compression for these objects."])
    case .otherSize(let expected, let found):
      explain(
        "otherSize", "An object has another length",
        "\(found) bytes are served; \(expected) were meant.", Self.replaced)
    case .otherRangeLength(let range, let found):
      explain(
        "otherRangeLength", "A range has another length",
        "\(found) bytes came for \(range.lowerBound) to \(range.upperBound - 1).",
        ["Mend the server, or what is in front of it: it cuts ranges short."])
    case .changed(let range):
      explain(
        "changed", "Bytes of an object have changed",
        "Those from \(range.lowerBound) to \(range.upperBound - 1) are not what was sealed.",
        Self.replaced)
    case .otherChecksum:
      explain(
        "otherChecksum", "An object is not what was committed",
        "All of it together has another checksum: validators report the model, which costs 95 % of"
          + " its stake.", Self.replaced)
    default: nil
    }
  }

  private static let replaced = [
    "Upload it again:\n    steward host put FILE --replace",
    "If it changes again, look at what else writes there, and at caches in front.",
  ]

  /// What the URL itself is like, and how steady it is.
  private var urlDiagnostic: Diagnostic {
    switch self {
    case .expires(let parameter):
      explain(
        "expires", "A public URL is a permission that ends",
        "Its query has \(parameter). The chain keeps the URL for good.",
        ["Use a URL without a signature; let everyone read the objects."])
    case .holdsCredentials:
      explain(
        "holdsCredentials", "A public URL contains a user name or a password",
        "Everyone can read it on chain.", ["Use a URL without them, and change the password."])
    case .privateAddress(let host, let address):
      explain(
        "privateAddress", "A public URL leads into a private network",
        "\(Excerpt(host)) is \(address), which validators cannot reach.",
        ["Use a public address, or say --local for a chain on this machine."])
    case .redirected(let count, let url):
      explain(
        "redirected", "An object comes from elsewhere",
        "\(count) redirects lead to \(Excerpt(url, limit: 200)).",
        ["Commit to the URL that has the object: each redirect can fail on its own."])
    case .notEncrypted:
      explain(
        "notEncrypted", "An object travels without TLS",
        "The checksum protects the bytes; anyone on the way can still keep them from arriving.",
        ["Serve it by https."])
    case .developmentHost(let host):
      explain(
        "developmentHost", "A host is meant for trying out",
        "\(Excerpt(host)) limits the number of requests.",
        ["Connect a domain of your own to the bucket."])
    case .unsteady(let retries):
      explain(
        "unsteady", "A host answers only after retries", "\(retries) more attempts were needed.",
        ["Look at the server's load; validators make three retries for each range."])
    case .slow(let took, let limit):
      explain(
        "slow", "A host is slow",
        "One request took \(ByteText.time(took)); validators wait \(ByteText.time(limit)).",
        ["Serve the objects from nearer to the validators, or with more bandwidth."])
    default:
      explain("unknown", "A public URL is not as it must be", "\(self)", [])
    }
  }

  private func explain(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "probe.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}
