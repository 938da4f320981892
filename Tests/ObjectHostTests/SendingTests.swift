import HTTPSyntax
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import ObjectHost

@Suite("A body on its way", .timeLimit(.minutes(1))) struct SendingTests {
  /// A connection takes what it is given at once and queues it for its event loop, as the library's does.
  private struct QueueingWriter: ResponseBodyWriter {
    let channel: any Channel
    let queue: Queue

    func write(_ buffer: ByteBuffer) async throws {
      queue.add(buffer.readableBytes)
      channel.eventLoop.execute { [queue] in queue.remove(buffer.readableBytes) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  /// How much waits for the event loop.
  private final class Queue: Sendable {
    private let state = Mutex((now: 0, most: 0, total: 0, isOver: false))

    var most: Int { state.withLock { $0.most } }
    var total: Int { state.withLock { $0.total } }
    var isOver: Bool { state.withLock { $0.isOver } }

    func add(_ count: Int) {
      state.withLock { state in
        state.now += count
        state.total += count
        state.most = max(state.most, state.now)
      }
    }

    func end() { state.withLock { $0.isOver = true } }

    func remove(_ count: Int) { state.withLock { $0.now -= count } }
  }

  /// Five such readers of a large object took 690 MB before.
  @Test("never queues more than one step for a loop that is busy")
  func queue() async throws {
    let size = 8 << 20
    var content = MemoryContent(pieces: [])
    content.append(ByteBuffer(repeating: 7, count: size))
    var reply = Reply(.ok)
    reply.body = .content(content, 0..<UInt64(size))
    let channel = NIOAsyncTestingChannel()
    let queue = Queue()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [reply] in
        defer { queue.end() }
        let sender = ReplySender(now: { HTTPDate(unixSeconds: 0) }, pause: { _ in })
        var writer = QueueingWriter(channel: channel, queue: queue)
        try await sender.sendBody(reply, Misbehaviour(), to: &writer, on: channel)
      }
      // A busy loop: the sender has every chance to go on before it gets to what was queued.
      while !queue.isOver {
        for _ in 0..<100 { await Task.yield() }
        await channel.testingEventLoop.run()
      }
      try await group.waitForAll()
    }
    #expect(queue.total == size)
    #expect(queue.most == Int(ReplySender.stepByteCount))
  }
}
