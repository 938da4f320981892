/// A safetensors file with exactly one tensor.
enum SafetensorsEmbedding {
  static func read(
    _ bytes: [UInt8], path: String, into vector: inout EmbeddingVector
  ) throws -> UInt64? {
    let header = try SafetensorsHeader(file: bytes, path: path)
    guard header.tensors.count == 1, let tensor = header.tensors.first else {
      throw EmbeddingFault.notOneTensor(count: header.tensors.count)
    }
    guard tensor.type == .f32 || tensor.type == .f64 else {
      throw EmbeddingFault.wrongType(tensor.type.rawValue)
    }
    guard tensor.shape.isVector else { throw EmbeddingFault.notAVector(shape: tensor.shape) }
    let data = bytes[Int(tensor.bytes.lowerBound)..<Int(tensor.bytes.upperBound)]
    try NumberBytes(width: tensor.type == .f32 ? 4 : 8, isBigEndian: false)
      .read(data, into: &vector)
    return nil
  }
}

extension [UInt64] {
  /// Whether this is the shape of a vector, or of a batch of one vector.
  var isVector: Bool { !isEmpty && dropLast().allSatisfy { $0 == 1 } }
}
