/// One tensor of a safetensors file: what it is and where its bytes are.
public struct SafetensorsTensor: Hashable, Sendable {
  /// Its name, as written.
  public var name: String
  /// What its elements are.
  public var type: ElementType
  /// Its dimensions; none for a single number.
  public var shape: [UInt64]
  /// Its bytes, counted from the start of the file.
  public var bytes: Range<UInt64>

  /// Creates a tensor.
  public init(name: String, type: ElementType, shape: [UInt64], bytes: Range<UInt64>) {
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  /// Bytes that elements of a type in a shape take.
  ///
  /// - Returns: `nil` when they are too many to count, or end inside a byte.
  static func byteCount(of type: ElementType, shape: [UInt64]) -> UInt64? {
    var bits = type.bitCount
    for dimension in shape {
      let (product, overflow) = bits.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      bits = product
    }
    return bits.isMultiple(of: 8) ? bits / 8 : nil
  }
}
