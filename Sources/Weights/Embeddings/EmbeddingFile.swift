import SomaCrypto
public import SomaTypes

/// An embedding as it was read from a file: fit to be committed and, bit for bit, revealed.
///
/// The chain checks neither length nor values when an embedding is revealed, but a wrong length stops
/// the whole network's target generation, and a vector without a direction makes every distance
/// meaningless. So all of it is checked here.
///
/// Numbers of more than 32 bits, decimal ones included, are rounded to the nearest 32-bit float, ties
/// to even, by way of the nearest 64-bit one: so does the Python SDK with every Python float.
/// ``roundedCount`` says how many were not such a float to begin with. From here on the bits are kept
/// and never parsed again.
public struct EmbeddingFile: Equatable, Sendable {
  /// The embedding. Its `commitment` is what a commit promises.
  public let tensor: SomaTensor

  /// How it was written.
  public let format: EmbeddingFormat

  /// The training step that the file itself names, when it does.
  public let step: UInt64?

  /// How many numbers had to be rounded to become 32-bit floats.
  public let roundedCount: Int

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file; links are followed.
  ///   - dimension: How many numbers there must be: the live `target_embedding_dim`. `nil` takes any
  ///     number of them, for looking at a file without a chain; nothing is committed on that ground.
  ///   - format: `nil` recognises it.
  /// - Throws: ``EmbeddingError``; ``SafetensorsError`` for that format; ``FileError``.
  public init(path: String, dimension: UInt64?, format: EmbeddingFormat? = nil) throws {
    try self.init(of: OpenFile(path: path), dimension: dimension, format: format)
  }

  /// Reads an open file.
  ///
  /// - Throws: ``EmbeddingError``; ``SafetensorsError`` for that format; ``FileError``.
  public init(of file: OpenFile, dimension: UInt64?, format: EmbeddingFormat? = nil) throws {
    let limit = Self.sizeLimit(dimension: dimension)
    guard file.size <= limit else {
      throw FileError.tooLong(file.path, size: file.size, limit: limit)
    }
    var bytes = try file.bytes(count: Int(file.size), at: 0)
    // `training_state.json` holds the key in clear beside the embedding.
    defer { wipe(&bytes) }
    try self.init(bytes: bytes, path: file.path, dimension: dimension, format: format)
  }

  /// Reads the bytes of a file.
  ///
  /// - Throws: ``EmbeddingError``; ``SafetensorsError`` for that format.
  package init(
    bytes: [UInt8], path: String, dimension: UInt64?, format: EmbeddingFormat? = nil
  ) throws {
    let format = format ?? .recognise(bytes, name: path)
    var vector = EmbeddingVector(dimension: dimension)
    do {
      step =
        switch format {
        case .json, .artifacts: try JSONEmbedding.read(bytes, into: &vector)
        case .npy: try NPYEmbedding.read(bytes, into: &vector)
        case .safetensors: try SafetensorsEmbedding.read(bytes, path: path, into: &vector)
        case .f32: try RawEmbedding.read(bytes, into: &vector)
        case .text: try TextEmbedding.read(bytes, into: &vector)
        }
      tensor = try vector.finish()
    } catch let fault as EmbeddingFault {
      throw EmbeddingError(file: path, fault: fault)
    } catch let fault as JSONFault {
      throw EmbeddingError(
        file: path, fault: .malformed(fault, at: TextPlace(fault.offset, in: bytes)))
    }
    self.format = format
    roundedCount = vector.roundedCount
  }

  /// The longest file that is read: whole batches of wordy numbers fit, so that the message about
  /// them can say what they are.
  static func sizeLimit(dimension: UInt64?) -> UInt64 {
    16 << 20 + min(dimension ?? 0, 1 << 20) * 128
  }
}
