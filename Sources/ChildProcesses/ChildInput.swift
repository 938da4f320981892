/// What a child reads on its standard input: made as it is taken, so that it may be large.
package struct ChildInput: Sendable {
  /// Fills all of a buffer with the bytes from an offset on. It lives on one thread.
  package typealias Reader = (_ offset: Int, UnsafeMutableRawBufferPointer) throws -> Void

  /// Most bytes that are made at a time. They are asked for in order.
  package static let pieceSize = 1 << 20

  /// Length in bytes.
  package let count: Int

  /// Makes a reader on the thread that will use it.
  let makeReader: @Sendable () throws -> Reader

  /// Bytes in memory.
  package init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) {
      { offset, buffer in
        bytes.withUnsafeBytes { buffer.copyBytes(from: $0[offset..<offset + buffer.count]) }
      }
    }
  }

  /// Bytes that are made when the child takes them.
  ///
  /// - Parameters:
  ///   - count: Length in bytes.
  ///   - makeReader: Makes a reader on the thread that will use it. It may block. What it throws
  ///     ends the child, and is what the caller gets.
  package init(count: Int, makeReader: @escaping @Sendable () throws -> Reader) {
    self.count = count
    self.makeReader = makeReader
  }
}
