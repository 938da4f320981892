/// Why a file holds no embedding that may be committed.
public struct EmbeddingError: Error, Equatable, Sendable {
  /// The path.
  public var file: String
  /// What is wrong with it.
  public var fault: EmbeddingFault

  /// Creates an error.
  public init(file: String, fault: EmbeddingFault) {
    self.file = file
    self.fault = fault
  }
}
