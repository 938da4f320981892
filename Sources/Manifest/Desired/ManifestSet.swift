/// All that is declared: every model with defaults filled in and references resolved.
///
/// Independent of the order of documents, of how they are split into files, and of white space.
public struct ManifestSet: Equatable, Sendable {
  /// The models, by name.
  public private(set) var models: [ModelSpec]
  /// What holds for all of them.
  public var defaults: DefaultsSpec

  /// Creates a set.
  ///
  /// - Parameters:
  ///   - models: The models in any order; the caller vouches that names occur once, and that what has one name
  ///     (a network, a wallet, a host) is the same wherever it occurs.
  ///   - defaults: What holds for all of them.
  public init(models: [ModelSpec] = [], defaults: DefaultsSpec = DefaultsSpec()) {
    self.models = models.sorted { $0.name < $1.name }
    self.defaults = defaults
  }

  /// The model with this name, or `nil`.
  public subscript(name: ResourceName) -> ModelSpec? { models.first { $0.name == name } }
}
