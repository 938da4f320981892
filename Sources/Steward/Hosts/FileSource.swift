public import Hosting
public import Weights

/// A file that is sealed already, as what an upload sends.
public struct FileSource: ByteSource {
  private let file: OpenFile

  /// Makes a source of an open file.
  public init(_ file: OpenFile) { self.file = file }

  /// Length of the file in bytes when it was opened.
  public var size: UInt64 { file.size }

  /// Makes a reader.
  public func makeReader() -> any ByteReader { Reader(file: file) }

  private struct Reader: ByteReader {
    let file: OpenFile

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      let count = try file.read(into: buffer, at: offset)
      guard count == buffer.count else {
        throw SealingError.shrank(file.path, size: file.size, at: offset + UInt64(count))
      }
      // Looked at after the bytes: what was written before them shows now.
      let identity = try file.currentIdentity()
      guard identity.size == file.size, identity.modified == file.identity.modified else {
        throw SealingError.changedDuringDigest(file.path)
      }
    }
  }
}
