import ChildProcesses
import Synchronization
import Testing

@Suite("What a child reads", .timeLimit(.minutes(2)))
struct ChildInputTests {
  private static func command(_ script: String, _ input: ChildInput) -> ChildCommand {
    ChildCommand(
      arguments: ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"], input: input,
      timeout: .seconds(60))
  }

  @Test("a large input is made piece by piece, in order, as it is taken")
  func streams() async throws {
    let count = 5 << 20 | 3
    let asked = Mutex<[Int]>([])
    let input = ChildInput(count: count) {
      { offset, buffer in
        asked.withLock { $0.append(offset) }
        for index in buffer.indices { buffer[index] = UInt8((offset + index) % 251) }
      }
    }
    let (exit, output) = try await Self.command("cat", input).run(outputLimit: count)
    #expect(exit.untakenInput == 0)
    #expect(output == (0..<count).map { UInt8($0 % 251) })
    #expect(asked.withLock { $0 } == (0...5).map { $0 << 20 })
  }

  @Test("what the input throws ends the child, and is what the caller gets")
  func throwing() async throws {
    struct Refusal: Error, Equatable {}
    let input = ChildInput(count: 3 << 20) {
      { offset, _ in if offset > 0 { throw Refusal() } }
    }
    await #expect(throws: Refusal()) {
      try await Self.command("cat >/dev/null; sleep 600", input).run(outputLimit: 10)
    }
  }
}
