import SomaCrypto

/// Up to 1 MiB of a file, on its way from the thread that reads to the thread that hashes.
struct Chunk: Sendable {
  /// The whole buffer. It is moved, never shared, so that writing to it copies nothing.
  var buffer: [UInt8]
  /// How much of the buffer is filled.
  var count: Int
  /// The tag of the plaintext, when one was made.
  var tag: AES256GMAC.Tag?
}

/// Fills chunks, in order. It lives and ends on one thread.
protocol ChunkProducer: ~Copyable {
  /// Fills a buffer with the next bytes.
  ///
  /// - Returns: The buffer in a chunk; `nil` at the end.
  mutating func next(in buffer: inout [UInt8]) throws -> (count: Int, tag: AES256GMAC.Tag?)?
}
