/// Bytes that can be produced again, in any part: what is uploaded.
///
/// Sealed weights are such bytes while only the plaintext is on disk: there is no second copy.
public protocol ByteSource: Sendable {
  /// Length in bytes.
  var size: UInt64 { get }

  /// Makes a reader with buffers of its own. It is used by one thread at a time and may block.
  ///
  /// - Throws: Whatever the source has to say; it reaches the caller of the transfer unchanged.
  func makeReader() throws -> any ByteReader
}

/// Reads a ``ByteSource``. It is called on a thread that may block.
public protocol ByteReader {
  /// Fills a buffer with the bytes from an offset on.
  ///
  /// - Parameters:
  ///   - buffer: All of it is filled. Transfers ask for at most 1 MiB, within one MiB of the source.
  ///   - offset: In bytes; the buffer ends within the source.
  /// - Throws: Whatever the source has to say. The transfer is aborted, and its caller gets this
  ///   error.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws
}

/// Bytes in memory.
public struct ByteArraySource: ByteSource, Equatable {
  /// The bytes.
  public let bytes: [UInt8]

  /// Wraps bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Length in bytes.
  public var size: UInt64 { UInt64(bytes.count) }

  /// Makes a reader.
  public func makeReader() -> any ByteReader { Reader(bytes: bytes) }

  private struct Reader: ByteReader {
    let bytes: [UInt8]

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) {
      let start = Int(offset)
      bytes.withUnsafeBytes { buffer.copyBytes(from: $0[start..<start + buffer.count]) }
    }
  }
}
