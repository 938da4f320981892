import Diagnostics

/// What must not be committed beside manifests.
struct IgnoredFiles {
  private let names: [String]

  /// The usual names, and those that this owner chose, where they lie in the directory.
  init(folder: String, secrets: [String]) {
    let usual = [
      "keyring", "*.keyring", "words", "*.words", "pass", ".env", "state.db*", "ballast",
      "packets/",
      "*.packet", "*.safetensors", "training_state.json", "soma.keystore",
    ]
    let own = secrets.map(NewFile.absolute).filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.count)) }
    // With what lies beside a keyring under its name.
    names = usual + own.map { Self.pattern($0) + "*" }
  }

  /// The file.
  var text: String {
    "# Written by `steward init`: secrets, state and weights have no place in a repository.\n"
      + names.map { $0 + "\n" }.joined()
  }

  /// Tells what a file that is there already lacks.
  func warn(about path: String) throws {
    let lines = try String(decoding: InputFile(path).bytes(), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    let missing = names.filter { !lines.contains($0) }
    guard !missing.isEmpty else { return }
    Terminal.writeWarning(
      Diagnostic(
        code: "init.notIgnored", summary: "A .gitignore is there, and was left as it is",
        detail: "It has no line for: " + missing.joined(separator: ", ") + ".",
        place: Place(file: path), remedies: ["Add those that can lie in this directory."]))
  }

  /// A path as a pattern for what begins with it.
  private static func pattern(_ path: String) -> String {
    path.reduce(into: "") { pattern, character in
      if "\\*?[ ".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
  }
}
