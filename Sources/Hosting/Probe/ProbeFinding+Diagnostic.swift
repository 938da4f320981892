public import Diagnostics

extension ProbeFinding {
  /// What it means for validators, and what to do.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreachable(let error): unreachable(error)
    case .missing(let status):
      diagnostic(
        "missing", "There is nothing at the public URL", "The server answered \(status).",
        "Check that the upload went to the place that the URL names. If the object was deleted,"
          + " upload it again; it can be made from plaintext and key.")
    case .forbidden(let status):
      diagnostic(
        "forbidden", "The public URL is not public", "The server answered \(status).",
        "Let everyone read the object, without credentials. For a bucket that is a policy for"
          + " `s3:GetObject`, or public access at the provider.")
    case .throttled:
      diagnostic(
        "throttled", "The host limits requests",
        "It answered 429, also to the retries that validators make.",
        "Raise the limit: a full set of weights is about 920 requests, 16 at a time.")
    case .refused(let status):
      diagnostic(
        "refused", "The host does not serve the object",
        "It answered \(status), also to the retries that validators make.",
        "Look at the server's log for this request.")
    case .userAgentBlocked(let status):
      diagnostic(
        "userAgentBlocked", "The host turns validators away",
        "It answered \(status) to the user agent `SOMA (Blob Client)`, and served a browser's.",
        "Switch off bot protection for this path, or allow that user agent.")
    case .page(let type, let status):
      diagnostic(
        "page", "A page came instead of the object",
        "Status \(status), of type \(type): a challenge for browsers, or an error page.",
        "Switch off bot protection and pretty error pages for this path.")
    case .rangeIgnored, .coded, .otherSize, .otherRangeLength, .changed, .otherChecksum:
      content
    case .expires, .holdsCredentials, .privateAddress, .tooManyRedirects, .badRedirect,
      .redirected, .notEncrypted, .developmentHost:
      place
    case .unsteady(let retries):
      diagnostic(
        "unsteady", "The host failed now and then", "\(retries) requests had to be repeated.",
        "Watch it: validators give up on a request after three repetitions.")
    case .slow(let took, let limit):
      diagnostic(
        "slow", "The host is slow", "One request took \(took); validators wait \(limit).",
        "Use a faster host, or one nearer to the validators; for a local network it may be this"
          + " machine's own connection.")
    }
  }

  private func unreachable(_ error: TransferError) -> Diagnostic {
    let inner = error.diagnostic
    return diagnostic(
      "unreachable", "The host cannot be reached", "\(inner.summary). \(inner.detail)",
      inner.remedies.first ?? "Run again.")
  }

  /// What is wrong with the bytes.
  private var content: Diagnostic {
    switch self {
    case .rangeIgnored:
      diagnostic(
        "rangeIgnored", "The host does not honour Range",
        "The whole object came where 5 MiB were asked for. Validators fetch weights in ranges, and"
          + " refuse that.",
        "Serve the object with a server that honours `Range`; Python's `http.server` does not.")
    case .coded(let encoding):
      diagnostic(
        "coded", "The host compresses the object",
        "`Content-Encoding: \(encoding)`: the bytes are not those that were hashed.",
        "Switch off compression for this path or type, and do not upload with an encoding.")
    case .otherSize(let expected, let found):
      diagnostic(
        "otherSize", "The object has another length", "\(found) bytes, where \(expected) must be.",
        "Upload it again, replacing what is there.")
    case .otherRangeLength(let range, let found):
      diagnostic(
        "otherRangeLength", "A range has another length",
        "\(found) bytes came for the range \(range.lowerBound)-\(range.upperBound - 1).",
        "Upload the object again, replacing what is there; if it stays so, look at caches between.")
    case .changed(let range):
      diagnostic(
        "changed", "The object's bytes are others",
        "They differ in the range \(range.lowerBound)-\(range.upperBound - 1).",
        "Upload the object again, replacing what is there, and clear caches in front of it.")
    default:
      diagnostic(
        "otherChecksum", "The object has another checksum",
        "All bytes came, and they are not those that were sealed.",
        "Upload the object again, replacing what is there, and clear caches in front of it.")
    }
  }

  /// What is wrong with where the bytes are.
  private var place: Diagnostic {
    switch self {
    case .expires(let parameter):
      diagnostic(
        "expires", "The public URL is a link that ends",
        "The parameter `\(parameter)` says that it is signed.",
        "Make the object public, and use its plain URL.")
    case .holdsCredentials:
      diagnostic(
        "holdsCredentials", "The public URL contains a user name or a password",
        "Everyone can read what is committed; validators may not send it.",
        "Make the object public, and remove the part before `@`.")
    case .privateAddress(let host, let address):
      diagnostic(
        "privateAddress", "Only this network can reach the public URL",
        "\(host) has the address \(address).",
        "Use a host that the whole internet can reach. For a local chain, say that the network is"
          + " local.")
    case .tooManyRedirects(let limit):
      diagnostic(
        "tooManyRedirects", "The public URL redirects without end",
        "More than \(limit) redirects.", "Use the URL at which the object is.")
    case .badRedirect(let status):
      diagnostic(
        "badRedirect", "The public URL redirects to nowhere",
        "Status \(status) without a usable `Location`.", "Use the URL at which the object is.")
    case .redirected(let count, let target):
      diagnostic(
        "redirected", "The public URL redirects",
        "\(count == 1 ? "Once" : "\(count) times"), to \(target). Every one of 920 requests does so.",
        "Use the URL at which the object is, unless it changes.")
    case .notEncrypted:
      diagnostic(
        "notEncrypted", "The object travels without TLS",
        "Anyone between can change it; validators then refuse it.", "Serve it over `https`.")
    default:
      diagnostic(
        "developmentHost", "The host is for trying out",
        "`r2.dev` limits requests, and is not meant for production by its provider.",
        "Connect a domain of your own to the bucket.")
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "probe.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}
