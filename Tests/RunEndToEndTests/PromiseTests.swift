import EndToEndSupport
import Foundation
import ObjectHost
import SomaCrypto
import SomaTypes
import Steward
import Testing

/// Promises of the design that can be seen from outside, each by its number.
@Suite("Promises of the built binary", .timeLimit(.minutes(10))) struct PromiseTests {
  @Test("P1: before a create or a commit is signed, its packet lies here and beside the object")
  func packets() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      // The first intent is that of the reserve coins.
      try await owner.isKilled(.create, at: .intentPrepared, .before, number: 2)
      try await expectPackets(1, of: owner)
      #expect(await owner.footprint().succeeded["CreateModel"] == nil)

      try await owner.succeeds("apply", declaring: Declaration())
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      try await owner.isKilled(.update, at: .intentPrepared, .before)
      try await expectPackets(2, of: owner)
      #expect(await owner.footprint().succeeded["CommitModel"] == 1)
    }
  }

  private func expectPackets(_ count: Int, of owner: Owner) async throws {
    let local = owner.directory.appending(path: "state/packets")
    let names = try FileManager.default.contentsOfDirectory(atPath: local.path)
      .filter { $0.hasSuffix(".packet") }
    #expect(names.count == count)
    for name in names {
      let hosted = try await owner.net.objects.bytes(at: ObjectKey("owner-\(owner.number)/\(name)"))
      #expect(hosted == Array(try Data(contentsOf: local.appending(path: name))), "\(name)")
    }
  }

  @Test("P5: without an approval nothing is created")
  func approval() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try owner.declare(Declaration())
      let result = try await owner.apply("--no-watchman")
      #expect(result.status == 3, "\(result.text)\(result.errorText)")
      // The first one shows that cron works, which a commit waits for, too.
      _ = try await owner.reconcile()
      let cron = try await owner.reconcile()
      #expect(cron.status == 3, "\(cron.text)\(cron.errorText)")
      #expect(await owner.models().isEmpty)
      #expect(await owner.footprint().succeeded["CreateModel"] == nil)
    }
  }

  @Test("P8: two runs of one state at once make each transaction once")
  func twoRuns() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.isKilled(.create, at: .attemptDrilled, .after)
      async let one = owner.apply()
      async let other = owner.apply()
      for result in try await [one, other] {
        #expect(
          [0, 1, 6, 9].contains(result.status), "\(result.status) \(result.text)\(result.errorText)"
        )
      }
      try await owner.succeeds("apply", declaring: Declaration())
      #expect(try await owner.stateName() == "Pending")
      let footprint = await owner.footprint()
      #expect(footprint.succeeded == ["PayCoins": 1, "CreateModel": 1, "CommitModel": 1])
      #expect(footprint.failed.isEmpty, "\(footprint)")
    }
  }

  @Test("P9: a reveal that is signed and not sent shows no key in the state")
  func sealedReveal() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      try await net.endEpoch()
      try await owner.isKilled(.reveal, at: .submitted, .before)
      let state = owner.directory.appending(path: "state")
      let files = try FileManager.default.subpathsOfDirectory(atPath: state.path)
        .map { state.appending(path: $0) }
        .filter { try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true }
        .map { Artefact($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
      try #require(files.count > 1)
      try await owner.succeeds("reconcile")
      let key = try #require(await owner.footprint().keys.first)
      var reader = LeakReader()
      reader.watch(key.bytes, as: "key")
      #expect(reader.leaks(in: files).isEmpty)
      #expect(!reader.leaks(in: [Artefact("wire", net.tap.sent)]).isEmpty)
    }
  }
}
