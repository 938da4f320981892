import Foundation
import Hosting
import Lifecycle
import SomaCrypto
import SomaTypes
import StateStore
import Steward
import TestSupport
import Testing

@Suite("P6: sweeping a host")
struct HostSweepTests {
  private static let weights = "0a1b2c3d-00112233445566778899aabbccddeeff"
  private static let packet = "\(weights).0011223344556677.packet"
  private static let now = Moment(milliseconds: 5)
  private static let keyHash = DecryptionKeyCommitment(Bytes32(repeating: 6))

  /// A host with weights and a packet, and an empty state.
  private struct Stage {
    let host: DirectoryHost
    let state: StateDatabase
    let sweep: HostSweep

    func objects() async throws -> [StoredObject] { try await host.list(masterID: "0a1b2c3d") }

    /// What is known of the release of the weights.
    func record(_ release: ReleaseRecord.State, isPublic: Bool = false) async throws {
      let id = try HostSweepTests.release()
      let master: StateStore.MasterID? = try .init(Hex.decode("0a1b2c3d"))
      try await state.recordKey(
        KeyRecord(
          hash: keyHash, origin: .derived(#require(master), id), publicSince: isPublic ? 3 : nil),
        at: now)
      try await state.recordRelease(
        ReleaseRecord(
          id: id, keyName: "model", plaintext: .zero, size: 7, keyHash: keyHash, state: release,
          changedAt: now))
    }
  }

  /// The release of the weights.
  private static func release() throws -> StateStore.ReleaseID {
    let id: StateStore.ReleaseID? = try .init(Hex.decode(weights.suffix(32)))
    return try #require(id)
  }

  private func withStage(_ body: (Stage) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
      let served = directory.appending(path: "served").path
      try FileManager.default.createDirectory(atPath: served, withIntermediateDirectories: true)
      let host = DirectoryHost(path: served, publicBase: "https://weights.example/models")
      for name in [Self.weights, Self.packet] {
        _ = try await host.put(
          ObjectUpload(name: try #require(ObjectName(name)), bytes: Array("content".utf8)))
      }
      let state = try await StateDatabase.open(directory.appending(path: "state").path)
      try await body(Stage(host: host, state: state, sweep: HostSweep(host, state: state)))
      try await state.close()
    }
  }

  private func view(_ epoch: Epoch, chain: Int = 1) -> HostSweep.ChainView {
    HostSweep.ChainView(
      chain: CheckpointDigest(Bytes32(repeating: UInt8(chain))), epoch: epoch,
      published: PublishedNames())
  }

  @Test("deletes what has been noted for a whole epoch, and nothing before")
  func wholeEpoch() async throws {
    try await withStage { stage in
      for epoch in [7, 8] as [Epoch] {
        let rulings = try await stage.sweep.judge(stage.objects(), by: view(epoch))
        #expect(rulings.map(\.verdict) == [.wait(until: 9), .wait(until: 9)])
        await #expect(throws: HostSweepError.needed(rulings[0].object.name)) {
          try await stage.sweep.delete(rulings[0])
        }
        try await stage.sweep.note(rulings, by: view(epoch), at: Self.now)
      }
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(9))
      #expect(rulings.map(\.verdict) == [.delete, .delete])
      for ruling in rulings { try await stage.sweep.delete(ruling) }
      #expect(try await stage.objects().isEmpty)
      #expect(try await stage.state.unneededObjects(on: "https://weights.example/models/").isEmpty)
    }
  }

  @Test("begins to wait anew when an object was needed meanwhile")
  func neededMeanwhile() async throws {
    try await withStage { stage in
      let first = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(first, by: view(7), at: Self.now)
      var naming = view(8)
      naming.published.add([Self.model: try Self.model(naming: Self.weights)])
      let kept = try await stage.sweep.judge(stage.objects(), by: naming)
      #expect(kept.allSatisfy { $0.verdict == .keep(.published(Self.model)) })
      try await stage.sweep.note(kept, by: naming, at: Self.now)
      let again = try await stage.sweep.judge(stage.objects(), by: view(99))
      #expect(again.map(\.verdict) == [.wait(until: 101), .wait(until: 101)])
    }
  }

  @Test("refuses a chain other than the one that notes are about")
  func otherChain() async throws {
    try await withStage { stage in
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(rulings, by: view(7), at: Self.now)
      let other = view(9, chain: 2)
      await #expect(
        throws: HostSweepError.otherChain(noted: view(7).chain, current: other.chain)
      ) { try await stage.sweep.judge(stage.objects(), by: other) }
    }
  }

  /// What is on record, and what it makes of weights and packet that could go otherwise.
  private static let records: [(ReleaseRecord.State, isPublic: Bool, ObjectRetention.Verdict)] = [
    (.found, false, .keep(.release)), (.sealed(.zero), false, .keep(.release)),
    (.verified(.zero, url: "https://weights.example/w"), false, .keep(.release)),
    (.verified(.zero, url: "https://weights.example/w"), true, .delete),
    (.rejected("wrong dimension"), false, .delete),
  ]

  @Test("keeps the weights of releases whose key is secret", arguments: records.indices)
  func releases(index: Int) async throws {
    let (release, isPublic, verdict) = Self.records[index]
    try await withStage { stage in
      let noted = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(noted, by: view(7), at: Self.now)
      try await stage.record(release, isPublic: isPublic)
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(9))
      #expect(rulings.map(\.verdict) == [verdict, verdict])
    }
  }

  @Test("keeps what an upload is under way for")
  func uploads() async throws {
    try await withStage { stage in
      let noted = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(noted, by: view(7), at: Self.now)
      _ = try await stage.state.beginUpload(
        UploadRecord.Plan(
          host: "https://s3.example/bucket", object: "prefix/\(Self.weights)", checksum: .zero,
          size: 1, partSize: 1), at: Self.now)
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(9))
      #expect(rulings.map(\.verdict) == [.keep(.upload), .keep(.upload)])
    }
  }

  @Test(
    "keeps what an attempt may commit to again, though its key is public", arguments: [false, true])
  func attempts(hasEnded: Bool) async throws {
    try await withStage { stage in
      let noted = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(noted, by: view(7), at: Self.now)
      try await stage.record(.verified(.zero, url: "https://weights.example/w"), isPublic: true)
      let id = try Self.release()
      try await stage.state.recordPacket(
        PacketRecord(name: "again", digest: .zero, release: id, embedding: .zero), at: Self.now)
      let attempt = try await stage.state.beginAttempt(
        model: "model", release: id, packet: "again", commitments: .zero, at: Self.now)
      if hasEnded {
        try await stage.state.recordState(.lapsed, ofAttempt: attempt.id, at: Self.now)
      }
      let verdict: ObjectRetention.Verdict = hasEnded ? .delete : .keep(.attempt)
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(9))
      #expect(rulings.map(\.verdict) == [verdict, verdict])
    }
  }

  @Test(
    "keeps a packet on record, unless the key of its release is public", arguments: [false, true])
  func packets(isPublic: Bool) async throws {
    try await withStage { stage in
      let noted = try await stage.sweep.judge(stage.objects(), by: view(7))
      try await stage.sweep.note(noted, by: view(7), at: Self.now)
      if isPublic { try await stage.record(.rejected("was live"), isPublic: true) }
      let id = try Self.release()
      try await stage.state.recordPacket(
        PacketRecord(name: Self.packet, digest: .zero, release: id, embedding: .zero), at: Self.now)
      let rulings = try await stage.sweep.judge(stage.objects(), by: view(9))
      #expect(rulings.map(\.verdict) == [.delete, isPublic ? .delete : .keep(.packet)])
    }
  }

  private static let model = ModelID(Bytes32(repeating: 9))

  private static func model(naming name: String) throws -> Model {
    let commitments = ModelCommitments(
      manifest: ContentManifest(
        url: try CanonicalURL("https://elsewhere.example/\(name).bin"), checksum: .zero,
        sizeInBytes: 7), weightsCommitment: .zero, embeddingCommitment: .zero,
      decryptionKeyCommitment: .zero)
    return Model(
      owner: .zero, architectureVersion: 1, stakingPool: StakingPool(id: .zero, somaBalance: .zero),
      commissionRate: 0, nextEpochCommissionRate: 0,
      state: .pending(PendingModelUpdate(commitments: commitments, commitEpoch: 6)))
  }
}
