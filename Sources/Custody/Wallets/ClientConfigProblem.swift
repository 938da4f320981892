public import Diagnostics
public import YAMLTree

/// One thing that is wrong in a `client.yaml`.
///
/// Holds no value but aliases, and none that looks like a secret: the file may contain a password,
/// or keys in a wrong place.
public enum ClientConfigProblem: Error, Equatable, Sendable {
  /// The file is not the YAML that Steward reads.
  case yaml(YAMLError)
  /// The file is empty, or has only comments. The place names the file alone.
  case noDocument(at: Place)
  /// Something follows the first document.
  case severalDocuments(second: Place)
  /// A key is absent or null that must have a value; the place of the null, or of what lacks it.
  case missing(String, at: Place)
  /// A value is of another kind than the key needs.
  case wrongType(String, expected: Expected, at: Place)
  /// A text has no characters.
  case emptyText(String, at: Place)
  /// A text contains a line break or another control character.
  case controlCharacter(String, at: Place)
  /// Instead of a path, the secret itself was given.
  case secretAsPath(String, at: Place)
  /// `active_address` is not 64 hex digits.
  case wrongAddress(at: Place)
  /// Two environments have one alias.
  case duplicateAlias(String, first: Place, again: Place)
  /// `active_env` is none of the aliases.
  case unknownActiveAlias(String, known: [String], at: Place)

  /// The kinds of value that `client.yaml` has.
  public enum Expected: Hashable, Sendable {
    /// A text.
    case text
    /// A list.
    case list
    /// Keys with values.
    case mapping
    /// `File: PATH` or `InMem`, and nothing beside it.
    case keystore
  }
}

extension ClientConfigProblem: Explainable {
  /// The explanation, with the place.
  public var diagnostic: Diagnostic {
    switch self {
    case .yaml(let error): error.diagnostic
    case .noDocument(let place):
      Diagnostic(
        code: "clientConfig.empty", summary: "client.yaml is empty",
        detail: "There is nothing in it but white space and comments.", place: place,
        remedies: [
          "If the SOMA command line was just writing it, run again; otherwise restore it from a"
            + " backup, or move it away and let `soma env list` create a new one."
        ])
    case .severalDocuments(let place):
      Diagnostic(
        code: "clientConfig.severalDocuments", summary: "client.yaml has more than one document",
        detail: "A second one begins here; the SOMA command line reads one.", place: place,
        remedies: ["Remove the `---` and what does not belong to the file."])
    case .missing(let key, let place):
      Diagnostic(
        code: "clientConfig.missing", summary: "A key is missing in client.yaml",
        detail: "`\(key)` must have a value.", place: place,
        remedies: ["Add `\(key.split(separator: ".").last ?? ""):` with its value."])
    case .wrongType(let key, let expected, let place):
      Diagnostic(
        code: "clientConfig.wrongType", summary: "A value in client.yaml is of the wrong kind",
        detail: "`\(key)` must be \(expected.phrase).", place: place,
        remedies: ["Correct the value, or restore the file from a backup."])
    case .emptyText(let key, let place):
      Diagnostic(
        code: "clientConfig.emptyText", summary: "A value in client.yaml is empty",
        detail: "`\(key)` has no characters.", place: place,
        remedies: ["Fill the value in, or remove the key if it is not needed."])
    case .controlCharacter(let key, let place):
      Diagnostic(
        code: "clientConfig.controlCharacter",
        summary: "A value in client.yaml contains a control character",
        detail: "`\(key)` contains a line break, a tab or another character without a shape.",
        place: place, remedies: ["Write the value again on one line."])
    case .secretAsPath(let key, let place):
      Diagnostic(
        code: "clientConfig.secretAsPath", summary: "A path in client.yaml looks like a secret key",
        detail: "`\(key)` must be a path; it is not shown.", place: place,
        remedies: [
          "Name the file that holds the keys. If this is a key, others may have read it here: move"
            + " its funds to a new one. If it is a path, write it from `/` on."
        ])
    case .wrongAddress(let place):
      Diagnostic(
        code: "clientConfig.wrongAddress", summary: "The active address is not an address",
        detail: "`active_address` must be 64 hex digits, with or without 0x before them.",
        place: place,
        remedies: [
          "Copy the address from the output of the program that made the key, or write"
            + " `active_address: ~` and then run:\n    soma wallet switch ALIAS"
        ])
    case .duplicateAlias(let alias, let first, let again):
      Diagnostic(
        code: "clientConfig.duplicateAlias", summary: "Two environments have the same alias",
        detail: "`\(Excerpt(alias))` is already defined at \(first).", place: again,
        remedies: ["Rename or delete one of the two."])
    case .unknownActiveAlias(let alias, let known, let place):
      Diagnostic(
        code: "clientConfig.unknownActiveEnvironment",
        summary: "The active environment is not defined",
        detail: "`active_env` names `\(Excerpt(alias))`; there "
          + (known.isEmpty
            ? "is no environment."
            : "is \(known.prefix(10).map { "\(Excerpt($0))" }.joined(separator: ", "))."),
        place: place,
        remedies: [
          "Choose one that exists:\n    soma env switch ALIAS",
          "Or add it:\n    soma env new --alias ALIAS --rpc URL",
        ])
    }
  }
}

extension ClientConfigProblem.Expected {
  fileprivate var phrase: String {
    switch self {
    case .text: "a text"
    case .list: "a list"
    case .mapping: "keys with values"
    case .keystore: "`File: PATH` or `InMem`, with nothing beside it"
    }
  }
}
