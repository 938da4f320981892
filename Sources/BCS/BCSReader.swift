/// Reads BCS values from a byte buffer, refusing every non-canonical encoding.
///
/// Never traps and never allocates more than the bytes that are there justify, whatever the
/// input. Errors carry the offset of the item that was refused.
///
/// Format: <https://github.com/diem/bcs#detailed-specifications>.
public struct BCSReader: ~Copyable {
  private let bytes: [UInt8]

  /// Bytes consumed so far.
  public private(set) var offset = 0

  /// Starts at the first byte.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Bytes not yet consumed.
  public var remainingCount: Int { bytes.count - offset }

  /// Refuses leftover input.
  ///
  /// - Throws: ``BCSError/Reason/trailingBytes(count:)``.
  public consuming func finish() throws(BCSError) {
    guard remainingCount == 0 else {
      throw BCSError(.trailingBytes(count: remainingCount), at: offset)
    }
  }

  /// Consumes `count` bytes and returns where they began.
  private mutating func take(_ count: Int) throws(BCSError) -> Int {
    guard count <= remainingCount else {
      throw BCSError(.truncated(missing: count - remainingCount), at: offset)
    }
    defer { offset += count }
    return offset
  }

  /// Reads a fixed-width little-endian integer.
  ///
  /// - Throws: ``BCSError/Reason/truncated(missing:)``.
  public mutating func readInteger<Integer: FixedWidthInteger & BitwiseCopyable>(
    _ type: Integer.Type = Integer.self
  ) throws(BCSError) -> Integer {
    let start = try take(MemoryLayout<Integer>.size)
    return bytes.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Integer.self))
    }
  }

  /// Reads a boolean: one byte, 0 or 1.
  ///
  /// - Throws: ``BCSError/Reason/invalidBool(_:)``, ``BCSError/Reason/truncated(missing:)``.
  public mutating func readBool() throws(BCSError) -> Bool {
    let start = offset
    switch try readInteger(UInt8.self) {
    case 0: return false
    case 1: return true
    case let byte: throw BCSError(.invalidBool(byte), at: start)
    }
  }

  /// Reads an unsigned LEB128 number of at most 32 bits.
  ///
  /// Source: <https://github.com/diem/bcs#uleb128-encoded-integers>.
  private mutating func readULEB128() throws(BCSError) -> UInt32 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 35, by: 7) {
      let byte = try readInteger(UInt8.self)
      value |= UInt64(byte & 0x7f) << shift
      guard byte & 0x80 == 0 else { continue }
      guard byte != 0 || shift == 0 else { throw BCSError(.nonMinimalLength, at: start) }
      guard let number = UInt32(exactly: value) else {
        throw BCSError(.lengthTooLarge, at: start)
      }
      return number
    }
    throw BCSError(.lengthTooLarge, at: start)
  }

  /// Reads the length of a sequence, in elements of at least one byte each.
  ///
  /// - Returns: A value in `0...Int32.max` that the remaining input can hold.
  /// - Throws: ``BCSError/Reason/nonMinimalLength``, ``BCSError/Reason/lengthTooLarge``, or
  ///   ``BCSError/Reason/truncated(missing:)`` when the input cannot hold that many elements.
  public mutating func readLength() throws(BCSError) -> Int {
    let start = offset
    let length = try readULEB128()
    guard length <= UInt32(Int32.max) else { throw BCSError(.lengthTooLarge, at: start) }
    guard Int(length) <= remainingCount else {
      throw BCSError(.truncated(missing: Int(length) - remainingCount), at: start)
    }
    return Int(length)
  }

  /// Reads the index of an enum variant.
  ///
  /// - Parameters:
  ///   - type: The enum's name, for the error.
  ///   - count: How many variants there are.
  /// - Returns: A value in `0..<count`.
  /// - Throws: ``BCSError/Reason/unknownVariant(type:index:)`` and what a length throws.
  public mutating func readVariant(of type: String, count: Int) throws(BCSError) -> Int {
    let start = offset
    let index = try readULEB128()
    guard index < count else {
      throw BCSError(.unknownVariant(type: type, index: index), at: start)
    }
    return Int(index)
  }

  /// Reads the number of a format, 2 bytes, in front of a value that is kept for years.
  ///
  /// - Parameters:
  ///   - type: The value's name, for the error.
  ///   - known: The newest format that the caller can read; the first is 1.
  /// - Returns: A number in `1...known`.
  /// - Throws: ``BCSError/Reason/unknownFormat(type:format:known:)``,
  ///   ``BCSError/Reason/truncated(missing:)``.
  public mutating func readFormat(of type: String, known: UInt16) throws(BCSError) -> UInt16 {
    let start = offset
    let format = try readInteger(UInt16.self)
    guard format > 0, format <= known else {
      throw BCSError(.unknownFormat(type: type, format: format, known: known), at: start)
    }
    return format
  }

  /// Lends the next `count` bytes to `body` and consumes them.
  ///
  /// - Precondition: `count` is not negative; it never comes from the input itself.
  /// - Throws: ``BCSError/Reason/truncated(missing:)``.
  public mutating func readBytes<Result>(
    count: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(BCSError) -> Result {
    let start = try take(count)
    return bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
    }
  }

  /// Copies the bytes consumed since `start`, an earlier ``offset``.
  public func bytesRead(since start: Int) -> [UInt8] {
    precondition((0...offset).contains(start), "not an earlier offset of this reader")
    return Array(bytes[start..<offset])
  }

  /// Reads a byte string: a length, then that many bytes.
  public mutating func readByteString() throws(BCSError) -> [UInt8] {
    let count = try readLength()
    return try readBytes(count: count) { Array($0) }
  }

  /// Reads a byte string that must have exactly `count` bytes.
  ///
  /// - Throws: ``BCSError/Reason/wrongByteCount(type:expected:actual:)`` and what a length throws.
  public mutating func readByteString<Result>(
    of type: String, count: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(BCSError) -> Result {
    let start = offset
    let actual = try readLength()
    guard actual == count else {
      throw BCSError(.wrongByteCount(type: type, expected: count, actual: actual), at: start)
    }
    return try readBytes(count: count, body)
  }

  /// Reads a UTF-8 string: a length in bytes, then the bytes.
  ///
  /// - Throws: ``BCSError/Reason/invalidUTF8`` and what a length throws.
  public mutating func readString() throws(BCSError) -> String {
    let start = offset
    let count = try readLength()
    let string = try readBytes(count: count) { String(validating: $0, as: UTF8.self) }
    guard let string else { throw BCSError(.invalidUTF8, at: start) }
    return string
  }

  /// Reads an option: 0, or 1 and the value.
  ///
  /// - Throws: ``BCSError/Reason/invalidOptionTag(_:)`` and what `value` throws.
  public mutating func readOption<Value>(
    _ value: (inout BCSReader) throws(BCSError) -> Value
  ) throws(BCSError) -> Value? {
    let start = offset
    switch try readInteger(UInt8.self) {
    case 0: return nil
    case 1: return try value(&self)
    case let tag: throw BCSError(.invalidOptionTag(tag), at: start)
    }
  }

  /// Reads a sequence: a length, then that many elements.
  ///
  /// Elements must take at least one byte each. Memory grows with the elements that were read,
  /// not with the length that was claimed.
  public mutating func readSequence<Element>(
    _ element: (inout BCSReader) throws(BCSError) -> Element
  ) throws(BCSError) -> [Element] {
    let count = try readLength()
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try element(&self)) }
    return elements
  }

  /// Reads a map: a length, then that many keys with values, ascending by the keys' bytes.
  ///
  /// - Throws: ``BCSError/Reason/unsortedKeys``, ``BCSError/Reason/duplicateKey``, and what the
  ///   closures throw.
  public mutating func readMap<Key: Hashable, Value>(
    key: (inout BCSReader) throws(BCSError) -> Key,
    value: (inout BCSReader) throws(BCSError) -> Value
  ) throws(BCSError) -> [Key: Value] {
    let count = try readLength()
    var map: [Key: Value] = [:]
    var previous: Range<Int>?
    for _ in 0..<count {
      let found = try readAscending(after: &previous, key)
      map[found] = try value(&self)
    }
    return map
  }

  /// Reads a set: a length, then that many elements, ascending by their bytes.
  ///
  /// - Throws: ``BCSError/Reason/unsortedKeys``, ``BCSError/Reason/duplicateKey``, and what
  ///   `element` throws.
  public mutating func readSet<Element: Hashable>(
    _ element: (inout BCSReader) throws(BCSError) -> Element
  ) throws(BCSError) -> Set<Element> {
    let count = try readLength()
    var elements: Set<Element> = []
    var previous: Range<Int>?
    for _ in 0..<count { elements.insert(try readAscending(after: &previous, element)) }
    return elements
  }

  /// Reads one key and compares its bytes with those of the key before it.
  private mutating func readAscending<Key>(
    after previous: inout Range<Int>?, _ key: (inout BCSReader) throws(BCSError) -> Key
  ) throws(BCSError) -> Key {
    let start = offset
    let found = try key(&self)
    let range = start..<offset
    if let previous {
      if bytes[previous].elementsEqual(bytes[range]) { throw BCSError(.duplicateKey, at: start) }
      guard bytes[previous].lexicographicallyPrecedes(bytes[range]) else {
        throw BCSError(.unsortedKeys, at: start)
      }
    }
    previous = range
    return found
  }
}
