import Foundation

/// Reads and transforms chunks on a thread of its own while the caller's thread hashes them.
///
/// Hashing takes longer than everything else together, so with two cores the rest is free.
struct ChunkPipeline {
  /// Length of every chunk but the last, in bytes.
  static let chunkSize = 1 << 20

  /// Buffers under way: one on each side, and two in between to smooth out the waiting.
  static let depth = 4

  /// Whether there is a second core to overlap on.
  static var hasCores: Bool { ProcessInfo.processInfo.activeProcessorCount > 1 }

  /// Runs until the producer ends.
  ///
  /// Cancellation of the current task is noticed between chunks. Whatever happens, the other thread
  /// has ended when this returns.
  ///
  /// - Parameters:
  ///   - overlapping: Whether to use a second thread.
  ///   - makeProducer: Makes the producer on the thread that it will live on.
  ///   - consume: Gets each chunk in order, on the calling thread; the bytes are valid in the call.
  /// - Throws: What the producer or `consume` throws; `CancellationError`.
  static func run<Producer: ChunkProducer & ~Copyable>(
    overlapping: Bool = hasCores, _ makeProducer: @escaping @Sendable () throws -> Producer,
    consume: (UnsafeRawBufferPointer, Chunk) throws -> Void
  ) throws {
    guard overlapping else { return try runInline(makeProducer, consume: consume) }
    let queue = ChunkQueue(depth: depth, chunkSize: chunkSize)
    Thread.detachNewThread {
      queue.end(Result { try produce(makeProducer, into: queue) })
    }
    defer { queue.stop() }
    while var chunk = try queue.pop() {
      try Task.checkCancellation()
      try chunk.buffer.withUnsafeBytes {
        try consume(UnsafeRawBufferPointer(rebasing: $0[..<chunk.count]), chunk)
      }
      // Nothing here may still hold the buffer when the other thread writes to it: that would copy.
      var buffer: [UInt8] = []
      swap(&buffer, &chunk.buffer)
      queue.giveBack(buffer)
    }
  }

  private static func produce<Producer: ChunkProducer & ~Copyable>(
    _ makeProducer: () throws -> Producer, into queue: ChunkQueue
  ) throws {
    var producer = try makeProducer()
    while var buffer = queue.emptyBuffer() {
      guard let (count, tag) = try producer.next(in: &buffer) else { return }
      queue.push(Chunk(buffer: buffer, count: count, tag: tag))
    }
  }

  private static func runInline<Producer: ChunkProducer & ~Copyable>(
    _ makeProducer: () throws -> Producer,
    consume: (UnsafeRawBufferPointer, Chunk) throws -> Void
  ) throws {
    var producer = try makeProducer()
    var buffer = [UInt8](repeating: 0, count: chunkSize)
    while let (count, tag) = try producer.next(in: &buffer) {
      try Task.checkCancellation()
      let chunk = Chunk(buffer: [], count: count, tag: tag)
      try buffer.withUnsafeBytes {
        try consume(UnsafeRawBufferPointer(rebasing: $0[..<count]), chunk)
      }
    }
  }
}
