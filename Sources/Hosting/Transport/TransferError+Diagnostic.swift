public import Diagnostics

extension TransferError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch cause {
    case .connectTimedOut(let limit):
      explain("connectTimedOut", "A server does not answer", "no connection in \(limit)")
    case .stalled(let limit):
      explain("stalled", "A transfer stood still", "nothing moved for \(limit)")
    case .timedOut(let limit):
      explain("timedOut", "A request took too long", "it was not done in \(limit)")
    case .answerTooLong(let limit):
      explain("answerTooLong", "An answer is too long", "it has more than \(limit) bytes")
    case .headerTooLong(let limit):
      explain(
        "headerTooLong", "The header of an answer is too long", "it has more than \(limit) bytes")
    case .curl(let code, let words):
      explain(
        "failed", "A transfer failed",
        code + (words.map { " (\(Excerpt($0, limit: 200)))" } ?? ""))
    case .invalidHeader(let name):
      explain(
        "invalidHeader", "A header field cannot be sent",
        "the field \(Excerpt(name)) has characters that no field has")
    case .invalidURL:
      explain("invalidURL", "A URL cannot be requested", "it is neither http nor https")
    }
  }

  private func explain(_ name: String, _ summary: String, _ reason: String) -> Diagnostic {
    let known =
      switch stage {
      case .unsent: "Nothing was sent."
      case .sending: "Not all of it was sent."
      case .unanswered: "All of it was sent, and what became of it is not known."
      case .answering(let status): "The answer began with HTTP \(status) and broke off."
      }
    return Diagnostic(
      code: "transfer.\(name)", summary: summary,
      detail: "\(request): \(reason). \(known)",
      remedies: retryAdvice == .never
        ? ["Check the address, the certificate and the proxy settings of this machine."]
        : ["Check the network and run again: what is done is not done twice."])
  }
}
