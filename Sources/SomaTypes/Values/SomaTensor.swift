public import BCS
import SomaCrypto

/// 32-bit floats with a shape, bit for bit as they are hashed.
///
/// BCS: `u8` data type (0 = f32), byte string of little-endian IEEE 754 binary32, sequence of `u64`
/// dimensions. Source: chain type `SomaTensor`. Every bit pattern is kept, NaN payloads included.
public struct SomaTensor: Hashable, Sendable {
  /// The floats as bit patterns.
  public let bits: [UInt32]

  /// Dimensions; their product is the number of floats.
  public let shape: [UInt64]

  /// A vector, the only shape that survives the way to a node.
  ///
  /// - Parameter bits: IEEE 754 bit patterns.
  public init(vectorBits bits: [UInt32]) {
    self.bits = bits
    shape = [UInt64(bits.count)]
  }

  /// A vector of floats.
  public init(_ values: [Float]) { self.init(vectorBits: values.map(\.bitPattern)) }

  /// One float, which is a vector of length 1.
  public init(scalar: Float) { self.init([scalar]) }

  /// A tensor of any shape.
  ///
  /// - Returns: `nil` when the dimensions do not multiply to the number of floats; the chain's own
  ///   decoder aborts the process on such a tensor.
  public init?(bits: [UInt32], shape: [UInt64]) {
    var product: UInt64 = 1
    for dimension in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      product = next
    }
    guard product == UInt64(bits.count) else { return nil }
    self.bits = bits
    self.shape = shape
  }

  /// The floats. Bit patterns survive the conversion except in arithmetic.
  public var values: [Float] { bits.map(Float.init(bitPattern:)) }

  /// Whether protobuf, which carries only the floats, gives back the same bytes.
  public var isVector: Bool { shape == [UInt64(bits.count)] }

  /// The hash of the BCS form: what a commit promises of an embedding.
  public var commitment: EmbeddingCommitment { Digest(Blake2b256.hash(bcsBytes)) }
}

extension SomaTensor: BCSCodable {
  /// Reads a tensor.
  ///
  /// - Throws: ``BCSError``, also for another data type, bytes that are not whole floats, and a
  ///   shape that does not fit.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let dataType = try reader.readInteger(UInt8.self)
    guard dataType == 0 else {
      throw BCSError(Self.invalid("data type \(dataType) is not 0 (f32)"), at: start)
    }
    let byteCount = try reader.readLength()
    guard byteCount.isMultiple(of: 4) else {
      throw BCSError(Self.invalid("\(byteCount) bytes are not whole floats"), at: start)
    }
    let bits = try reader.readBytes(count: byteCount) { bytes in
      [UInt32](unsafeUninitializedCapacity: byteCount / 4) { target, count in
        for index in 0..<byteCount / 4 {
          target[index] = UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
        }
        count = byteCount / 4
      }
    }
    let shape = try reader.readSequence { (reader) throws(BCSError) in
      try reader.readInteger(UInt64.self)
    }
    guard let tensor = SomaTensor(bits: bits, shape: shape) else {
      throw BCSError(Self.invalid("shape \(shape) does not hold \(bits.count) floats"), at: start)
    }
    self = tensor
  }

  private static func invalid(_ reason: String) -> BCSError.Reason {
    .invalidValue(type: "SomaTensor", reason: reason)
  }

  /// Writes the tensor.
  public func encode(to writer: inout BCSWriter) {
    writer.write(UInt8(0))
    writer.writeLength(bits.count * 4)
    for word in bits { writer.write(word) }
    writer.writeSequence(shape) { $0.write($1) }
  }
}
