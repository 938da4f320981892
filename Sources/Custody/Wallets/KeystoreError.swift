public import Diagnostics
public import SomaCrypto

/// Why a keystore could not be read. Entries are counted from 1.
public enum KeystoreError: Error, Equatable, Sendable {
  /// The file itself: missing, open to others, too long.
  case file(SecretFileError)
  /// Nothing but white space.
  case empty(Place)
  /// The text does not begin with `[`.
  case notAnArray(Place)
  /// Something else than a string stands where this entry should be.
  case noString(Place, entry: Int)
  /// Neither `,` nor `]` follows this entry.
  case notSeparated(Place, after: Int)
  /// The string of this entry does not end on its line.
  case unterminated(Place, entry: Int)
  /// Something follows the array.
  case trailingText(Place)
  /// The entry is not Base64 of an Ed25519 key.
  case badEntry(Place, entry: Int, EncodingError)
  /// The entry has the key of an earlier one.
  case duplicateKey(Place, entry: Int, first: Int)
}

extension KeystoreError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .file(let reason):
      reason.keystoreDiagnostic
    case .empty(let place):
      diagnostic("empty", "There is nothing in the file, not even an empty array.", place)
    case .notAnArray(let place):
      diagnostic("notAnArray", "It is not a JSON array: it does not begin with `[`.", place)
    case .noString(let place, let entry):
      diagnostic("noString", "Entry \(entry) is not a string in double quotes.", place)
    case .notSeparated(let place, let entry):
      diagnostic("notSeparated", "Neither `,` nor `]` follows entry \(entry).", place)
    case .unterminated(let place, let entry):
      diagnostic("unterminated", "Entry \(entry) has no closing quote.", place)
    case .trailingText(let place):
      diagnostic("trailingText", "Something follows the closing `]`.", place)
    case .badEntry(let place, let entry, let reason):
      diagnostic(Self.name(of: reason), "Entry \(entry): \(reason.diagnostic.detail)", place)
    case .duplicateKey(let place, let entry, let first):
      diagnostic(
        "duplicateKey", "Entry \(entry) has the same key as entry \(first).", place,
        remedy: "Remove one of the two.")
    }
  }

  private static func name(of reason: EncodingError) -> String {
    switch reason {
    case .wrongByteCount: "wrongLength"
    case .wrongFlag: "wrongFlag"
    default: "notBase64"
    }
  }

  private func diagnostic(
    _ name: String, _ detail: String, _ place: Place,
    remedy: String = "Take the file from a backup, or import the keys again with SOMA's own tool; "
      + "Steward never writes it."
  ) -> Diagnostic {
    Diagnostic(
      code: "keystore.\(name)", summary: "A keystore is damaged", detail: detail, place: place,
      remedies: [remedy])
  }
}

extension SecretFileError {
  /// The explanation, for a keystore.
  fileprivate var keystoreDiagnostic: Diagnostic {
    var diagnostic = diagnostic
    diagnostic.code = "keystore." + diagnostic.code.split(separator: ".").dropFirst().joined()
    diagnostic.summary = "A keystore cannot be read"
    if case .missing(let path) = self, !path.hasPrefix("~") {
      diagnostic.remedies = [
        "Name the directory that holds soma.keystore:\n    export SOMA_CONFIG_DIR=DIRECTORY",
        "Or make a wallet with SOMA's own tool; some notes name other places, which it never reads.",
      ]
    }
    return diagnostic
  }
}
