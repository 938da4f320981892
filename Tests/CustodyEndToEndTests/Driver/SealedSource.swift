import Hosting
import Weights

/// Sealed weights as something to upload: there is no ciphertext on disk.
struct SealedSource: ByteSource {
  let sealer: WeightsSealer

  var size: UInt64 { sealer.content.size }

  func makeReader() throws -> any ByteReader { Reader(parts: try sealer.makePartReader()) }

  private final class Reader: ByteReader {
    private var parts: SealedPartReader

    init(parts: consuming SealedPartReader) { self.parts = parts }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      try parts.read(into: buffer, at: offset)
    }
  }
}
