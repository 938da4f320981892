public import ChildProcesses
public import Diagnostics
import SomaCrypto
public import SomaTypes

/// Why an external signer gave no usable signature. No transaction was sent.
public enum ExternalSignerError: Error, Equatable, Sendable {
  /// The program was not found, failed, took too long, and so on.
  case command(ChildProcessError, program: String)
  /// The program closed its standard input before it had the whole message, and gave no valid
  /// signature; the number of bytes that it did not take.
  case closedInput(unreadBytes: Int)
  /// The program ended well and wrote nothing.
  case noAnswer
  /// The answer is more than one line.
  case severalLines
  /// The answer is neither Base64 nor hex.
  case notEncoded
  /// The answer stands for another number of bytes than the 97 that are needed.
  case wrongLength(Int)
  /// The first byte is not 00.
  case wrongFlag(UInt8)
  /// The answer is another key's; the addresses of the owner and of that key.
  case wrongKey(expected: SomaAddress, actual: SomaAddress)
  /// The key is right, but the signature is not one of this message.
  case badSignature
}

extension ExternalSignerError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .command(let error, let program):
      var diagnostic = error.diagnostic
      diagnostic.detail = "External signer `\(Excerpt(program))`: \(diagnostic.detail)"
      diagnostic.remedies.append(Self.protocolRemedy)
      return diagnostic
    case .closedInput(let unreadBytes):
      return refused(
        "closedInput", "It closed its standard input with \(unreadBytes) bytes unread.",
        "Let the program read its standard input to the end.")
    case .noAnswer:
      return refused(
        "noAnswer", "It ended with status 0 and wrote nothing to its standard output.",
        "Let the program end with another status when it cannot sign.")
    case .severalLines:
      return refused(
        "severalLines", "It wrote more than one line.",
        "Let the program write the signature alone, and everything else to standard error.")
    case .notEncoded:
      return refused(
        "notEncoded", "It wrote what is neither Base64 with its padding nor hex digits in pairs.",
        "Let the program write the signature alone, and everything else to standard error.")
    case .wrongLength(let count):
      return refused(
        "wrongLength", "It answered \(count) bytes; \(ExternalSignature.byteCount) are needed.",
        "Let the program answer 00, then the signature (64 bytes), then the public key (32 bytes).")
    case .wrongFlag(let flag):
      return refused(
        "wrongFlag",
        "Its answer begins with \(Hex.encode([flag])); 00 stands for Ed25519, and a Steward owner"
          + " has no other kind of key.",
        "Let the program answer 00, then the signature (64 bytes), then the public key (32 bytes).")
    case .wrongKey(let expected, let actual):
      return refused(
        "wrongKey", "It signed as 0x\(actual); the owner is 0x\(expected).",
        "Let the program use the owner's key, or correct the owner in the manifest.")
    case .badSignature:
      return refused(
        "badSignature", "The key is the owner's, but the signature does not verify.",
        "Let the program sign the 32 bytes BLAKE2b-256 of the decoded message, with plain Ed25519:"
          + " neither the message itself nor a hash of another kind.")
    }
  }

  private static let protocolRemedy = "Compare the program with docs/external-signer.md."

  private func refused(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "externalSigner.\(name)", summary: "The external signer gave no usable signature",
      detail: detail, remedies: [remedy, Self.protocolRemedy])
  }
}
