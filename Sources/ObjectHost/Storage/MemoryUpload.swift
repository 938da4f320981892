import NIOCore
import SomaCrypto
import Synchronization

/// Content that is collected in memory.
final class MemoryUpload: ObjectUpload {
  /// What the content takes; goes with the object when it is published.
  let share: MemoryBudget.Share
  private let state = Mutex(State())

  private struct State {
    var hasher = Blake2b256()
    var pieces = MemoryContent(pieces: [])
  }

  init(share: MemoryBudget.Share) { self.share = share }

  func write(_ bytes: ByteBuffer) throws {
    try share.take(bytes.readableBytes)
    state.withLock { state in
      bytes.withUnsafeReadableBytes { state.hasher.update($0) }
      state.pieces.append(bytes)
    }
  }

  func finish() -> FinishedContent {
    state.withLock { state in
      FinishedContent(
        sizeInBytes: state.pieces.byteCount, digest: state.hasher.finalize(),
        content: state.pieces)
    }
  }
}

/// Bytes in pieces of one size, the last one aside, so that a position finds its piece by division.
struct MemoryContent: ObjectContent {
  private static let pieceByteCount = 1 << 20
  private var pieces: [ByteBuffer]

  init(pieces: [ByteBuffer]) { self.pieces = pieces }

  var byteCount: UInt64 {
    guard let last = pieces.last else { return 0 }
    return UInt64(pieces.count - 1) * UInt64(Self.pieceByteCount) + UInt64(last.readableBytes)
  }

  mutating func append(_ bytes: ByteBuffer) {
    var rest = bytes
    while rest.readableBytes > 0 {
      if pieces.isEmpty || pieces[pieces.count - 1].readableBytes == Self.pieceByteCount {
        pieces.append(ByteBuffer())
      }
      let room = Self.pieceByteCount - pieces[pieces.count - 1].readableBytes
      guard var part = rest.readSlice(length: min(room, rest.readableBytes)) else { return }
      pieces[pieces.count - 1].writeBuffer(&part)
    }
  }

  func read(at offset: UInt64, upTo count: Int) -> ByteBuffer {
    guard offset < byteCount else { return ByteBuffer() }
    let piece = pieces[Int(offset / UInt64(Self.pieceByteCount))]
    let start = Int(offset % UInt64(Self.pieceByteCount))
    return piece.getSlice(
      at: piece.readerIndex + start, length: min(count, piece.readableBytes - start))
      ?? ByteBuffer()
  }
}
