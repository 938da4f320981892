import Diagnostics
import YAMLTree

/// The secrets that were found in a set: in lines, comments included, and in values.
struct SecretFindings {
  /// What a key is called whose value may be 64 hex digits without being secret, also when it is mistyped or
  /// does not exist: to call an id a secret would be a false alarm.
  private static let namesOfHex: [StaticString] = [
    "id", "address", "owner", "account", "sha", "hash", "digest", "checksum", "replaces", "retire",
  ]

  private static func expected(at key: String?) -> PastedSecret.Expected {
    guard let key else { return .nothing }
    let name = ByteSearch(key)
    if name.contains("chain", ignoringCase: true) { return .base58 }
    return namesOfHex.contains { name.contains($0, ignoringCase: true) } ? .hex : .nothing
  }

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
      let expected = Self.expected(at: key)
      if let kind = PastedSecret(value: scalar.text, of: key, expecting: expected) {
        inValues.append(ManifestProblem(.secret(kind), at: node.place))
      }
    case .sequence(let items):
      for item in items { look(at: item) }
      // A phrase of which every word is an item.
      if let kind = PastedSecret(
        value: items.compactMap(\.text).joined(separator: " "), of: nil, expecting: .hex)
      {
        let isKnown = inValues.last.map { items.map(\.place).contains($0.place) } ?? false
        if !isKnown { inValues.append(ManifestProblem(.secret(kind), at: node.place)) }
      }
    case .mapping(let mapping):
      for entry in mapping.entries {
        if let kind = PastedSecret(value: entry.key, of: nil, expecting: .nothing) {
          inValues.append(ManifestProblem(.secret(kind), at: entry.keyPlace))
        }
        look(at: entry.value, of: entry.key)
      }
    }
  }

  /// All of them; of several on a line, those in values, or else the first.
  var withoutRepetitions: [ManifestProblem] {
    var taken: [String: Set<Int>] = [:]
    for place in inValues.map(\.place) {
      // A block begins on the line before.
      taken[place.file, default: []].formUnion([place.line ?? 0, (place.line ?? 0) + 1])
    }
    return inValues
      + inLines.filter { taken[$0.place.file, default: []].insert($0.place.line ?? 0).inserted }
  }
}
