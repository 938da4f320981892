public import Diagnostics

extension YAMLError: Explainable {
  /// The explanation, with the place.
  public var diagnostic: Diagnostic {
    switch self {
    case .syntax(let problem, let context, let place):
      Diagnostic(
        code: "yaml.syntax", summary: "The file is not valid YAML",
        detail: "libyaml: \(problem)"
          + (context.map { " \($0.text), which began at \($0.place)" } ?? "") + ".",
        place: place,
        remedies: [
          "Look at this line and the one before: indent with spaces, never tabs, close every"
            + " bracket and quote, and put text in quotes that contains `: ` or ` #` or begins"
            + " with one of & * ! | > @ % ` [ ] { }.",
          "If the file was made elsewhere, save it as UTF-8.",
        ])
    case .duplicateKey(let key, let first, let again):
      Diagnostic(
        code: "yaml.duplicateKey", summary: "A key occurs twice",
        detail: "`\(Excerpt(key))` is already set at \(first).", place: again,
        remedies: ["Delete one of the two; only you know which one is meant."])
    case .mergeKey(let place):
      Diagnostic(
        code: "yaml.mergeKey", summary: "A merge key is not accepted",
        detail: "YAML 1.2 has no `<<`: some readers merge here and some do not, so the values in"
          + " force would depend on the program that reads them.",
        place: place,
        remedies: ["Write the keys out here, or put `<<` in quotes if it is meant as a name."])
    case .keyNotScalar(let place):
      Diagnostic(
        code: "yaml.keyNotScalar", summary: "A key is a list or a mapping",
        detail: "Only a text can be a key.", place: place,
        remedies: ["Put the key in quotes if it is meant as text with brackets in it."])
    case .unknownAlias(let place):
      Diagnostic(
        code: "yaml.unknownAlias", summary: "An alias stands for nothing",
        detail: "No anchor of that name comes before it in this document.", place: place,
        remedies: ["Put the value in quotes if it is meant as text that begins with `*`."])
    case .recursiveAlias(let place, let anchor):
      Diagnostic(
        code: "yaml.recursiveAlias", summary: "A value contains itself",
        detail: "The alias stands for the value at \(anchor), which it is part of.", place: place,
        remedies: ["Write out what is meant instead of the alias."])
    case .duplicateAnchor(let first, let again):
      Diagnostic(
        code: "yaml.duplicateAnchor", summary: "An anchor occurs twice",
        detail: "The same name is anchored at \(first).", place: again,
        remedies: ["Rename one of the two anchors and the aliases that mean it."])
    case .overLimit(let limit, let maximum, let place):
      Diagnostic(
        code: "yaml.overLimit", summary: "The file is larger than any that makes sense",
        detail: "At most \(maximum) \(limit.unit).", place: place,
        remedies: ["Check that this is the right file, and write out what aliases repeat."])
    case .noMemory(let function, let place):
      Diagnostic(
        code: "yaml.noMemory", summary: "There was no memory to read a file",
        detail: "\(function) failed.", place: place,
        remedies: ["Free some memory and run again."])
    }
  }
}

extension YAMLError.Limit {
  fileprivate var unit: String {
    switch self {
    case .inputBytes: "bytes are read"
    case .depth: "levels of lists and mappings are read"
    case .nodes: "values are read, each counted as often as aliases repeat it"
    case .textBytes: "bytes of text are read, counted as often as aliases repeat them"
    }
  }
}
