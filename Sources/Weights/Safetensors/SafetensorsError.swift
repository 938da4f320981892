/// Why a file is not one of safetensors, or not a whole one.
public struct SafetensorsError: Error, Equatable, Sendable {
  /// The path.
  public var file: String
  /// What is wrong with it.
  public var fault: SafetensorsFault

  /// Creates an error.
  public init(file: String, fault: SafetensorsFault) {
    self.file = file
    self.fault = fault
  }
}
