public import SomaCrypto

/// Where a file of a model is found.
public enum FileSource: Hashable, Sendable {
  /// One file, by its absolute path.
  case file(String)
  /// The newest of several: an absolute path whose last component has one `*` that stands for the number of
  /// a training step. The highest number wins.
  case pattern(String)

  /// The path or the pattern.
  public var path: String {
    switch self {
    case .file(let path), .pattern(let path): path
    }
  }
}

/// The weights of a model: a safetensors file on this machine.
public struct WeightsSpec: Equatable, Sendable {
  /// Where the file is.
  public var source: FileSource
  /// A file that the trainer writes last: while it is absent, the weights are not looked at. Absolute.
  public var ready: String?
  /// The SHA-256 that the file must have.
  public var sha256: Bytes32?
  /// How much of the file is checked before money is spent.
  public var check: WeightsCheck = .full

  /// Creates a spec.
  public init(
    source: FileSource, ready: String? = nil, sha256: Bytes32? = nil, check: WeightsCheck = .full
  ) {
    self.source = source
    self.ready = ready
    self.sha256 = sha256
    self.check = check
  }
}

/// How much of a weights file is checked.
public enum WeightsCheck: String, CaseIterable, Sendable {
  /// The header against the architecture, and every value for being finite.
  case full
  /// Names, shapes, types and the length of the file.
  case header
  /// Nothing. For architectures that Steward does not know.
  case none
}

/// The embedding of a model: a file of one vector.
public struct EmbeddingSpec: Equatable, Sendable {
  /// Where the file is.
  public var source: FileSource
  /// The SHA-256 that the file must have.
  public var sha256: Bytes32?

  /// Creates a spec.
  public init(source: FileSource, sha256: Bytes32? = nil) {
    self.source = source
    self.sha256 = sha256
  }
}
