/// A vector in NumPy's `.npy`.
enum NPYEmbedding {
  static func read(_ bytes: [UInt8], into vector: inout EmbeddingVector) throws -> UInt64? {
    let header = try NPYHeader(bytes)
    let numbers: NumberBytes
    switch header.type {
    case "<f4": numbers = NumberBytes(width: 4, isBigEndian: false)
    case ">f4": numbers = NumberBytes(width: 4, isBigEndian: true)
    case "<f8": numbers = NumberBytes(width: 8, isBigEndian: false)
    case ">f8": numbers = NumberBytes(width: 8, isBigEndian: true)
    default: throw EmbeddingFault.wrongType(header.type)
    }
    guard header.shape.isVector, let count = header.shape.last else {
      throw EmbeddingFault.notAVector(shape: header.shape)
    }
    let data = bytes[header.dataStart...]
    guard UInt64(data.count) / UInt64(numbers.width) == count,
      data.count.isMultiple(of: numbers.width)
    else {
      throw EmbeddingFault.otherLength(count: count, width: numbers.width, byteCount: data.count)
    }
    try numbers.read(data, into: &vector)
    return nil
  }
}
