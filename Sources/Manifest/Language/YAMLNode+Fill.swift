import YAMLTree

extension YAMLNode {
  /// Adds what is absent here and present in `defaults`. Records are filled key by key; lists, and values that
  /// are one of several ways, are taken whole or not at all. Every value keeps the place where it is written.
  mutating func fill(from defaults: YAMLMapping, as shape: RecordShape) {
    guard var mapping else { return }
    for entry in defaults.entries {
      guard let index = mapping.entries.firstIndex(where: { $0.key == entry.key }) else {
        if !shape.excludes(entry.key, in: mapping) { mapping.entries.append(entry) }
        continue
      }
      if case .record(let inner)? = shape[entry.key]?.shape, inner.exactlyOneOf.isEmpty,
        let inherited = entry.value.mapping
      {
        mapping.entries[index].value.fill(from: inherited, as: inner)
      }
    }
    content = .mapping(mapping)
  }
}

extension RecordShape {
  /// Whether a mapping has another key already of those that exclude this one.
  fileprivate func excludes(_ key: String, in mapping: YAMLMapping) -> Bool {
    atMostOneOf.contains(key) && mapping.entries.contains { atMostOneOf.contains($0.key) }
  }
}
