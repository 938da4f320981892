import SomaCrypto

/// Puts texts with secrets in them together without leaving copies behind.
struct SecretWriter {
  private let buffer: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  /// Writes into guarded memory of `limit` bytes; more than that is a bug of the caller.
  static func write(
    limit: Int, _ body: (inout SecretWriter) throws -> Void
  ) throws -> SecretBytes {
    var count = 0
    let scratch = try SecretBytes(count: limit) { buffer in
      var writer = SecretWriter(buffer: buffer)
      try body(&writer)
      count = writer.count
    }
    return try scratch.copy(0..<count)
  }

  private init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  /// Appends bytes.
  mutating func append(_ bytes: some Collection<UInt8>) {
    precondition(bytes.count <= buffer.count - count, "the limit is too low")
    for byte in bytes {
      buffer[count] = byte
      count += 1
    }
  }

  /// Appends a text that is no secret.
  mutating func append(_ text: String) { append(text.utf8) }
}
