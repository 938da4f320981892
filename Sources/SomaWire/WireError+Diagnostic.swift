public import Diagnostics
import SomaCrypto
import SomaTypes

extension WireError: Explainable {
  /// The explanation, with the field and what is wrong with it.
  public var diagnostic: Diagnostic {
    switch reason {
    case .missing:
      Diagnostic(
        code: "wire.missingField", summary: "A message lacks a field",
        detail: "`\(path)` is not there.", remedies: Self.otherNode)
    case .challenge:
      Diagnostic(
        code: "wire.challenge", summary: "Challenges no longer exist",
        detail: "`\(path)` is a challenge transaction, which no node accepts.",
        remedies: ["Remove whatever still makes such transactions."])
    case .systemStateOmitted:
      Diagnostic(
        code: "wire.systemStateOmitted", summary: "A node left the system state out",
        detail: "It was asked for `\(path)` and answered without; nodes do so, without an error, "
          + "when they cannot convert their own state.",
        remedies: [
          "Use another RPC: add its URL to `rpc` of the network, then run:\n    steward doctor"
        ])
    case .lossy:
      Diagnostic(
        code: "wire.lossy", summary: "Protobuf cannot carry this value",
        detail: "A node would read something else in `\(path)`, and refuse the signature.",
        remedies: ["Use vectors for embeddings, and amounts in every payment."])
    default:
      Diagnostic(
        code: "wire.invalidField", summary: "A field of a message is invalid",
        detail: "`\(path)`: \(fact)", remedies: Self.otherNode)
    }
  }

  private static let otherNode = [
    "Check that the URL is that of a SOMA node, and that this version knows its version:"
      + "\n    steward doctor",
    "Compare with another RPC of the same network.",
  ]

  private var fact: String {
    switch reason {
    case .unexpected: "it contradicts another field."
    case .identifier(let error): error.diagnostic.detail
    case .encoding(let error): error.diagnostic.detail
    case .wrongByteCount(let expected, let actual): "\(actual) bytes; \(expected) are expected."
    case .url(let error): error.diagnostic.detail
    case .unknownName(let text): "`\(text)` is not a name that this version knows."
    case .unknownNumber(let number): "\(number) is not a number that this version knows."
    case .notANumber: "the text is not a decimal number."
    case .outOfRange: "the number or time does not fit."
    case .duplicateKey: "another key means the same."
    case .missing, .challenge, .systemStateOmitted, .lossy: ""
    }
  }
}
