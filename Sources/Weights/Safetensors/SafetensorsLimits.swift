/// How much a safetensors header may ask of its reader.
///
/// The format itself allows headers of 100 MB; architecture V1 needs about 50 kB for 389 tensors.
public struct SafetensorsLimits: Equatable, Sendable {
  /// Length of the header in bytes.
  public var headerBytes: Int
  /// Tensors in the file.
  public var tensors: Int
  /// Dimensions of one tensor.
  public var dimensions: Int
  /// Entries of the metadata.
  public var metadata: Int

  /// Sets limits; the defaults are far above any file of weights.
  public init(
    headerBytes: Int = 4 << 20, tensors: Int = 50_000, dimensions: Int = 16, metadata: Int = 10_000
  ) {
    self.headerBytes = headerBytes
    self.tensors = tensors
    self.dimensions = dimensions
    self.metadata = metadata
  }
}
