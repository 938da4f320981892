import SomaWire
import Testing

@Suite("Field masks: none can make a node compute what it cannot (NOTES B.1)")
struct ReadMaskTests {
  @Test("no mask asks for everything, or for a transaction", arguments: ReadMask.allCases)
  func hazards(mask: ReadMask) {
    #expect(!mask.paths.isEmpty)  // without a path a node simulates as if asked for everything
    for path in mask.paths {
      let steps = path.split(separator: ".")
      #expect(!steps.contains("*"))
      #expect(steps.last != "transaction")
      if mask != .simulation { #expect(steps.first != "transaction") }
    }
  }

  @Test("executions and simulations are asked for three things only")
  func executions() {
    let safe: Set = ["effects", "balance_changes", "objects"]
    #expect(Set(ReadMask.execution.paths) == safe)
    #expect(Set(ReadMask.simulation.paths) == Set(safe.map { "transaction.\($0)" }))
  }

  @Test("a digest is asked for only of objects and in GetTransaction and checkpoints")
  func digests() {
    let asking = ReadMask.allCases.filter { $0.paths.contains("digest") }
    #expect(Set(asking) == [.object, .transaction])
    let nested = ReadMask.allCases.filter { $0.paths.contains { $0.hasSuffix(".digest") } }
    #expect(nested == [.checkpointTransactions])
  }

  @Test("the version of an object is asked for without its content")
  func version() {
    #expect(ReadMask.objectVersion.paths == ["object_id", "version"])
  }
}
