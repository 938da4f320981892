import YAMLTree

/// Reads manifests into a ``ManifestSet``. Looks at nothing but the bytes it is given.
public struct ManifestReader: Sendable {
  /// What relative paths in a manifest from standard input, and relative names of manifests, are relative to;
  /// absolute.
  public var workingDirectory: String

  /// How much one file may hold: ten times what a thousand models need.
  private static let limits = YAMLLimits(
    inputBytes: 16 << 20, depth: 16, nodes: 2_000_000, textBytes: 32 << 20)

  /// Creates a reader.
  public init(workingDirectory: String) { self.workingDirectory = workingDirectory }

  /// Reads a set.
  ///
  /// - Parameter files: All files of the set, in any order.
  /// - Returns: The set; the same for every order and every split into files.
  /// - Throws: ``ManifestError`` with everything that is wrong.
  public func read(_ files: [ManifestFile]) throws(ManifestError) -> ManifestSet {
    var reading = ManifestReading(workingDirectory: workingDirectory)
    for file in files { reading.add(file, limits: Self.limits) }
    return try reading.finish()
  }

  /// Reads what was accepted before and written canonically, which is longer than what a person wrote. It is not
  /// searched for secrets again: what stood on many lines stands on one now, and may look like a phrase.
  func readAccepted(_ file: ManifestFile) throws(ManifestError) -> ManifestSet {
    var reading = ManifestReading(workingDirectory: workingDirectory)
    reading.searchesSecrets = false
    let limits = YAMLLimits(
      inputBytes: 256 << 20, depth: 16, nodes: 40_000_000, textBytes: 256 << 20)
    reading.add(file, limits: limits)
    return try reading.finish()
  }
}
