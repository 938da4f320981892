/// Writes BCS values; whatever it writes, ``BCSReader`` reads back.
///
/// Format: <https://github.com/diem/bcs#detailed-specifications>.
public struct BCSWriter {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Starts empty.
  ///
  /// - Parameter capacity: Bytes to reserve, when the caller knows about how many will follow.
  public init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Writes a fixed-width little-endian integer.
  public mutating func write<Integer: FixedWidthInteger>(_ value: Integer) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes a boolean as 0 or 1.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Writes raw bytes without a length, as fixed arrays are written.
  public mutating func writeFixed(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// Writes the length of a sequence, in elements.
  ///
  /// - Precondition: `0...Int32.max`, the longest sequence that BCS allows.
  public mutating func writeLength(_ length: Int) {
    precondition((0...Int(Int32.max)).contains(length), "BCS sequences end at 2^31-1 elements")
    writeULEB128(UInt32(length))
  }

  /// Writes the index of an enum variant.
  public mutating func writeVariant(_ index: Int) { writeULEB128(UInt32(index)) }

  private mutating func writeULEB128(_ number: UInt32) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes a byte string: its length, then the bytes.
  public mutating func writeByteString(_ content: some Collection<UInt8>) {
    writeLength(content.count)
    bytes.append(contentsOf: content)
  }

  /// Writes a string as the byte string of its UTF-8 form.
  public mutating func write(_ string: String) { writeByteString(string.utf8) }

  /// Writes an option: 0, or 1 and the value.
  public mutating func writeOption<Value>(
    _ value: Value?, _ write: (inout BCSWriter, Value) -> Void
  ) {
    guard let value else { return bytes.append(0) }
    bytes.append(1)
    write(&self, value)
  }

  /// Writes a sequence: its length, then the elements.
  public mutating func writeSequence<Element>(
    _ elements: some Collection<Element>, _ write: (inout BCSWriter, Element) -> Void
  ) {
    writeLength(elements.count)
    for element in elements { write(&self, element) }
  }

  /// Writes a map, sorted by the bytes of its keys.
  public mutating func writeMap<Key: Hashable, Value>(
    _ map: [Key: Value],
    key: (inout BCSWriter, Key) -> Void, value: (inout BCSWriter, Value) -> Void
  ) {
    writeLength(map.count)
    for (encoded, entry) in Self.sorted(map, by: { writer, item in key(&writer, item.key) }) {
      writeFixed(encoded)
      value(&self, entry.value)
    }
  }

  /// Writes a set, sorted by the bytes of its elements.
  public mutating func writeSet<Element: Hashable>(
    _ elements: Set<Element>, _ write: (inout BCSWriter, Element) -> Void
  ) {
    writeLength(elements.count)
    for (encoded, _) in Self.sorted(elements, by: write) { writeFixed(encoded) }
  }

  private static func sorted<Item>(
    _ items: some Sequence<Item>, by write: (inout BCSWriter, Item) -> Void
  ) -> [(bytes: [UInt8], item: Item)] {
    items.map { item in
      var writer = BCSWriter()
      write(&writer, item)
      return (writer.bytes, item)
    }
    .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}
