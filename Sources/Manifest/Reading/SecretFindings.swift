import Diagnostics
import YAMLTree

/// The secrets that were found in a set: in lines, comments included, and in values.
struct SecretFindings {
  /// Keys whose values are 64 hex digits or Base58 without being secret.
  private static let expected: [String: PastedSecret.Expected] = [
    "modelId": .hex, "replaces": .hex, "address": .hex, "sha256": .hex, "account": .hex,
    "chainId": .base58,
  ]

  private var inLines: [ManifestProblem] = []
  private var inValues: [ManifestProblem] = []

  /// Whether there is none.
  var isEmpty: Bool { inLines.isEmpty && inValues.isEmpty }

  /// Where they are.
  var places: Set<Place> { Set((inLines + inValues).map(\.place)) }

  /// Adds those that were found in lines.
  mutating func add(_ problems: [ManifestProblem]) { inLines += problems }

  /// Looks at a value and everything in it, before any of it is read and could be repeated by a message.
  ///
  /// - Parameters:
  ///   - node: The value.
  ///   - key: The key that it is the value of.
  mutating func look(at node: YAMLNode, of key: String? = nil) {
    switch node.content {
    case .scalar(let scalar):
      let expected = key.flatMap { Self.expected[$0] } ?? .nothing
      if let kind = PastedSecret(value: scalar.text, of: key, expecting: expected) {
        inValues.append(ManifestProblem(.secret(kind), at: node.place))
      }
    case .sequence(let items): for item in items { look(at: item) }
    case .mapping(let mapping):
      for entry in mapping.entries {
        if let kind = PastedSecret(value: entry.key, of: nil, expecting: .nothing) {
          inValues.append(ManifestProblem(.secret(kind), at: entry.keyPlace))
        }
        look(at: entry.value, of: entry.key)
      }
    }
  }

  /// All of them; one that was found in a line and in a value, once.
  var withoutRepetitions: [ManifestProblem] {
    var lines: [String: Set<Int>] = [:]
    for problem in inValues {
      guard let line = problem.place.line else { continue }
      // A block begins on the line before.
      lines[problem.place.file, default: []].formUnion([line, line + 1])
    }
    return inValues
      + inLines.filter { problem in
        problem.place.line.map { lines[problem.place.file]?.contains($0) != true } ?? true
      }
  }
}
