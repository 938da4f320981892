/// What is wrong with an embedding. Numbers are counted from 0; none is shown, and no text either.
public enum EmbeddingFault: Error, Equatable, Sendable {
  /// The text is not what its format asks for.
  case malformed(JSONFault, at: TextPlace)
  /// An object without `embedding`, or with `null` in its place; or no number at all.
  case noEmbedding
  /// More than one vector, or none: the shape, as far as it is known.
  case notAVector(shape: [UInt64])
  /// The elements are of a type that is not read.
  case wrongType(String)
  /// Another number of numbers.
  case wrongCount(expected: UInt64, found: UInt64)
  /// A number is infinite or none.
  case notFinite(index: UInt64)
  /// A number is beyond the range of 32-bit floats.
  case tooLarge(index: UInt64)
  /// Every number is zero.
  case zeroNorm
  /// In 32 bits the vector's length is zero or infinite.
  case unusableNorm
  /// The bytes are not whole 32-bit numbers.
  case notWholeNumbers(byteCount: Int)
  /// The safetensors file has another number of tensors than one.
  case notOneTensor(count: Int)
  /// The file ends inside its header.
  case cutOff(byteCount: Int)
  /// A version of the format that is not known.
  case unknownVersion(major: UInt8, minor: UInt8)
  /// Shape and type ask for another number of bytes than there are.
  case otherLength(count: UInt64, width: Int, byteCount: Int)
}
