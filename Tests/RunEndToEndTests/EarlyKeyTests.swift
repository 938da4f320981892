import EndToEndSupport
import SomaCrypto
import SomaTypes
import Testing

/// P9: no byte of a key that is not revealed yet leaves before the epoch of its reveal.
@Suite("Keys on the wire", .timeLimit(.minutes(10))) struct EarlyKeyTests {
  @Test("no spelling of an unrevealed key is on the wire before its window")
  func wire() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      try await owner.succeeds("reconcile")
      let beforeFirst = net.tap.sent
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      var wanted = Declaration()
      wanted.weights = 2
      try await owner.succeeds("apply", declaring: wanted)
      try await owner.succeeds("reconcile")
      let beforeSecond = net.tap.sent
      try await net.endEpoch()
      try await owner.succeeds("reconcile")

      let keys = await owner.footprint().keys
      try #require(keys.count == 2)
      for (key, sent) in zip(keys, [beforeFirst, beforeSecond]) {
        var reader = LeakReader()
        reader.watch(key.bytes, as: "key")
        #expect(reader.leaks(in: [Artefact("sent before", sent)]).isEmpty)
        // The reader finds what did leave in time.
        #expect(!reader.leaks(in: [Artefact("sent at all", net.tap.sent)]).isEmpty)
      }
    }
  }
}
