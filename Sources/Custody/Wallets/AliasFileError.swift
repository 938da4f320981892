public import Diagnostics
public import SomaCrypto

/// Why an alias file could not be read. The first text is the path; entries are counted from 1.
public enum AliasFileError: Error, Equatable, Sendable {
  /// The file itself.
  case file(SecretFileError)
  /// The text is not a JSON array of objects with the two members.
  case notAliases(String)
  /// An alias with a character that aliases do not have.
  case badAlias(String, entry: Int)
  /// The key is not Base64 of an Ed25519 public key.
  case badKey(String, entry: Int, EncodingError)
  /// The alias stands for another key already.
  case duplicateAlias(String, entry: Int, first: Int)
  /// The key has another alias already.
  case duplicateKey(String, entry: Int, first: Int)
}

extension AliasFileError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .file(let reason):
      diagnostic("file", reason.diagnostic.detail, reason.diagnostic.place?.file)
    case .notAliases(let file):
      diagnostic(
        "notAliases", "It is not a JSON array of objects with `alias` and `public_key_base64`.",
        file)
    case .badAlias(let file, let entry):
      diagnostic(
        "badAlias",
        "The alias of entry \(entry) is not a letter and then letters, digits, `-`, `_` and `.`.",
        file)
    case .badKey(let file, let entry, let reason):
      diagnostic("badKey", "The key of entry \(entry): \(reason.diagnostic.detail)", file)
    case .duplicateAlias(let file, let entry, let first):
      diagnostic("duplicateAlias", "Entries \(first) and \(entry) have the same alias.", file)
    case .duplicateKey(let file, let entry, let first):
      diagnostic("duplicateKey", "Entries \(first) and \(entry) have the same key.", file)
    }
  }

  private func diagnostic(_ name: String, _ detail: String, _ file: String?) -> Diagnostic {
    Diagnostic(
      code: "aliases.\(name)", summary: "The aliases of a wallet cannot be read", detail: detail,
      place: file.map { Place(file: $0) },
      remedies: ["Correct the file with SOMA's own tool, or name the wallet by its address."])
  }
}
