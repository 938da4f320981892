/// What a safetensors file says that it contains, checked against the length that it has.
///
/// File: length N of the header as little-endian `u64`; N bytes of JSON, an object from names to
/// `{"dtype", "shape", "data_offsets"}`, with strings under `__metadata__` beside them; then the
/// tensors' bytes, which fill the rest of the file without gap or overlap.
/// Source: <https://huggingface.co/docs/safetensors>. Stricter than the library: no name twice, no
/// other member, no white space before the object.
public struct SafetensorsHeader: Equatable, Sendable {
  /// The tensors, in the order of their bytes.
  public let tensors: [SafetensorsTensor]

  /// What the writer noted, such as `format`: `pt`.
  public let metadata: [String: String]

  /// Length of header and its length together: where the tensors' bytes begin.
  public let dataStart: UInt64

  /// Length of the file in bytes.
  public let fileSize: UInt64

  /// Reads and checks the header of a file. The tensors' bytes are not read.
  ///
  /// - Throws: ``SafetensorsError``, ``FileError``.
  public init(of file: OpenFile, limits: SafetensorsLimits = SafetensorsLimits()) throws {
    try self.init(path: file.path, size: file.size, limits: limits) { range in
      try file.bytes(count: range.count, at: UInt64(range.lowerBound))
    }
  }

  /// Checks a whole file in memory.
  ///
  /// - Throws: ``SafetensorsError``.
  package init(
    file bytes: [UInt8], path: String, limits: SafetensorsLimits = SafetensorsLimits()
  ) throws {
    try self.init(path: path, size: UInt64(bytes.count), limits: limits) { range in
      Array(bytes[range.clamped(to: 0..<bytes.count)])
    }
  }

  private init(
    path: String, size: UInt64, limits: SafetensorsLimits, read: (Range<Int>) throws -> [UInt8]
  ) throws {
    do {
      let prefix = try read(0..<8)
      guard prefix.count == 8 else { throw SafetensorsFault.tooShort(size: UInt64(prefix.count)) }
      let length = try Self.headerLength(prefix: prefix, fileSize: size, limits: limits)
      let text = try read(8..<8 + length)
      guard text.count == length else {
        throw SafetensorsFault.tooShort(size: 8 + UInt64(text.count))
      }
      var parser = SafetensorsParser(text, limits: limits)
      try parser.parse()
      dataStart = 8 + UInt64(length)
      fileSize = size
      metadata = parser.metadata
      tensors = try parser.layout(dataStart: dataStart, fileSize: size)
    } catch let fault as JSONFault {
      throw SafetensorsError(file: path, fault: SafetensorsFault(fault))
    } catch let fault as SafetensorsFault {
      throw SafetensorsError(file: path, fault: fault)
    }
  }

  private static func headerLength(
    prefix: [UInt8], fileSize: UInt64, limits: SafetensorsLimits
  ) throws(SafetensorsFault) -> Int {
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(limits.headerBytes) else {
      throw .headerTooLong(length: length, limit: limits.headerBytes)
    }
    // The file may have shrunk since its size was taken.
    guard fileSize >= 8, length <= fileSize - 8 else {
      throw .headerBeyondEnd(length: length, available: fileSize - min(fileSize, 8))
    }
    return Int(length)
  }
}
