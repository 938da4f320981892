public import Diagnostics

extension TransferError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    let (name, summary, reason, remedies) = parts
    return Diagnostic(
      code: "transfer.\(name)", summary: summary, detail: "\(request): \(reason) \(known)",
      remedies: remedies)
  }

  /// What is known of the effect.
  private var known: String {
    switch stage {
    case .unsent: "Nothing was sent."
    case .sending: "Not all of it was sent, so it had no effect."
    case .unanswered: "All of it was sent; whether it had an effect is not known."
    case .answering(let status): "The answer began with status \(status), and is incomplete."
    }
  }

  private var parts: (String, String, String, [String]) {
    switch cause {
    case .connectTimedOut(let limit):
      (
        "connectTimedOut", "A server could not be reached in time",
        "No connection after \(limit).",
        ["Check the address, the network and the proxy; then run again."]
      )
    case .stalled(let limit):
      (
        "stalled", "A transfer came to a standstill",
        "Too little moved in \(limit).", ["Run again: what was finished is not repeated."]
      )
    case .timedOut(let limit):
      (
        "timedOut", "A transfer took too long", "It was not done after \(limit).",
        ["Run again; if it is always slow, look at the server and at what lies between."]
      )
    case .answerTooLong(let limit):
      (
        "answerTooLong", "An answer is longer than it can be",
        "More than \(limit) bytes.", ["Check that the URL is the right service."]
      )
    case .headerTooLong(let limit):
      (
        "headerTooLong", "The header of an answer is longer than is accepted",
        "More than \(limit) bytes.", ["Check that the URL is the right service."]
      )
    case .invalidHeader(let name):
      (
        "invalidHeader", "A header field cannot be sent",
        "The field `\(Excerpt(name))` has a name that is no token, or a line break in its value.",
        [
          "Correct the field; look for a line break at the end of a token that was read from a file."
        ]
      )
    case .invalidURL:
      (
        "invalidURL", "A URL cannot be used for a transfer",
        "It is neither `http` nor `https`, or contains a space or a control character.",
        ["Write the whole URL, percent-encoded, with `https://`."]
      )
    case .curl(let code, let words): curl(code, words)
    }
  }

  private func curl(_ code: String, _ words: String?) -> (String, String, String, [String]) {
    let reason = (words.map { Excerpt($0, limit: 200).description + " " } ?? "") + "(\(code))."
    switch code {
    case "CURLE_COULDNT_RESOLVE_HOST", "CURLE_COULDNT_RESOLVE_PROXY":
      return (
        "unknownHost", "A server has no address", reason,
        [
          "Check the spelling of the host, and whether names can be looked up here:\n"
            + "    getent hosts HOST"
        ]
      )
    case "CURLE_COULDNT_CONNECT":
      return (
        "refused", "A server could not be reached", reason,
        ["Check that the server runs, the port, and the proxy in `https_proxy`; then run again."]
      )
    case "CURLE_PEER_FAILED_VERIFICATION", "CURLE_SSL_CACERT_BADFILE", "CURLE_SSL_CERTPROBLEM":
      return (
        "untrusted", "A server's certificate is not trusted", reason,
        [
          "For a private authority, name its PEM file in the host's settings.",
          "Otherwise install the system's authorities:\n    apt-get install ca-certificates",
        ]
      )
    default:
      return (
        "broken", "A transfer broke", reason, ["Run again: what was finished is not repeated."]
      )
    }
  }
}
