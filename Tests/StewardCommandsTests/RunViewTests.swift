import Manifest
import SomaTypes
import Steward
import Testing

@testable import Lifecycle
@testable import StewardCommands

@Suite("runs as JSON lines")
struct RunViewTests {
  /// Every event. Exhaustive, so that a new one does not compile until it is here.
  private static func next(after event: RunEvent?) throws -> RunEvent? {
    let step = try Samples.step(.send(Samples.transaction), wallet: "main")
    let name = try Samples.name()
    switch event {
    case nil: return .observed(epoch: 12, answering: 2, nodes: 3)
    case .observed: return .began(step)
    case .began: return .finished(step)
    case .finished: return .failed(step, SavedPlanError.wrongDigest)
    case .failed: return .leaseHeld(try Samples.name("main"), process: -1)
    case .leaseHeld: return .uploading(name, sentBytes: 1 << 20, totalBytes: 1 << 30)
    case .uploading: return .reading(name, bytes: .max, totalBytes: .max)
    case .reading: return .waiting("waits for epoch 13\u{1B}[2J\nand more")
    case .waiting: return nil
    }
  }

  @Test("every event is one line")
  func lines() throws {
    let view = RunView(run: "7f3a")
    var lines: [String] = []
    var event: RunEvent?
    while let found = try Self.next(after: event) {
      lines.append(view.line(found, atMs: Samples.nowMs))
      event = found
    }
    lines.append(view.line(.observed(epoch: nil, answering: 0, nodes: 1), atMs: .max))
    #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\u{1B}") })
    try Golden.expect(lines.joined(separator: "\n"), is: "run.jsonl")
  }

  @Test("an error that cannot explain itself gives its type")
  func errors() throws {
    struct Opaque: Error {}
    let step = try Samples.step(Samples.claim)
    let line = RunView(run: "x").line(.failed(step, Opaque()), atMs: 0)
    #expect(line.contains("\"code\":null,\"summary\":\"Opaque\""))
  }
}
