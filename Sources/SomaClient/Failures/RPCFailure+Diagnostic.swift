public import Diagnostics

extension RPCFailure: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch (stage, code) {
    case (_, .cancelled) where stage != .answered:
      explain("cancelled", "A call was given up", [])
    case (.notSent, .unavailable), (.notSent, .deadlineExceeded):
      explain(
        "unreachable", "A node cannot be reached",
        [
          "Check the URL and that the node runs; a TLS port needs https://, any other http://.",
          "For a node with a certificate of its own, name its authority with --ca FILE.",
        ])
    case (.notSent, _):
      explain("notSent", "A request could not be sent", [])
    case (_, .deadlineExceeded):
      explain("deadline", "A node did not answer in time", ["Try again, or use another node."])
    case (.sent, _):
      explain(
        "interrupted", "A call to a node was interrupted",
        ["Try again, or use another node."])
    case (.unreadable, _):
      explain(
        "unreadable", "A reply of a node cannot be understood",
        ["Check that the URL is that of a SOMA node, and that no proxy changes its replies."])
    case (.answered, .unavailable), (.answered, .resourceExhausted), (.answered, .cancelled):
      explain("unavailable", "A node cannot answer now", ["Try again, or use another node."])
    case (.answered, .notFound):
      explain(
        "notFound", "A node does not have what was asked for",
        ["A node that is behind does not know yet: compare it with another one."])
    case (.answered, .unimplemented):
      explain(
        "unimplemented", "A node does not offer a call",
        ["Check that the URL is that of a SOMA full node, not of a validator or a web server."])
    case (.answered, .permissionDenied), (.answered, .unauthenticated):
      explain(
        "forbidden", "A node does not let us make a call", ["Ask whoever runs it, or use another."])
    case (.answered, .invalidArgument), (.answered, .outOfRange), (.answered, .failedPrecondition),
      (.answered, .alreadyExists), (.answered, .aborted):
      explain("refused", "A node refused a request", [])
    case (.answered, .internal), (.answered, .unknown), (.answered, .dataLoss):
      explain("failed", "A node failed to answer", ["Try another node."])
    }
  }

  private func explain(_ name: String, _ summary: String, _ remedies: [String]) -> Diagnostic {
    var detail = "\(method) at \(endpoint): \(code.name)"
    if !message.isEmpty { detail += ": \(message)" }
    for violation in violations {
      detail += "\n\(violation.field): \(violation.description) (\(violation.reason))"
    }
    return Diagnostic(code: "rpc.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}
