import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

@Suite("Records")
struct RecordTests {
  private let now = Moment(milliseconds: 5)
  private let later = Moment(milliseconds: 6)
  private let sum = Checksum(Bytes32(repeating: 7))

  private func release(_ number: UInt8, plaintext: UInt8 = 1) throws -> ReleaseRecord {
    ReleaseRecord(
      id: try #require(ReleaseID(Array(repeating: number, count: 16))), keyName: "alpha",
      plaintext: Bytes32(repeating: plaintext), size: 12,
      keyHash: DecryptionKeyCommitment(Bytes32(repeating: number)), changedAt: now)
  }

  @Test("a release goes its way, and says when")
  func releases() async throws {
    try await withState { state in
      var release = try release(1)
      try await state.recordRelease(release)
      let steps: [ReleaseRecord.State] = [
        .sealed(sum), .hosted(sum, url: "https://a"), .verified(sum, url: "https://a"),
        .sealed(sum), .hosted(sum, url: "https://b"), .verified(sum, url: "https://b"),
      ]
      for (index, step) in steps.enumerated() {
        release.state = step
        release.changedAt = Moment(milliseconds: Int64(index))
        try await state.recordState(step, ofRelease: release.id, at: release.changedAt)
        #expect(try await state.release(release.id) == release)
      }
      // What is known already changes nothing, however often it is found.
      try await state.recordRelease(try self.release(1))
      #expect(try await state.releases() == [release])
    }
  }

  @Test(
    "a release takes no step out of order",
    arguments: [
      [.hosted(.zero, url: "a")], [.verified(.zero, url: "a")],
      [.sealed(.zero), .verified(.zero, url: "a")], [.sealed(.zero), .found],
      [.rejected("x"), .sealed(.zero)],
      // Another ciphertext under the same key.
      [.sealed(.zero), .sealed(Checksum(Bytes32(repeating: 1)))],
      [.sealed(.zero), .hosted(Checksum(Bytes32(repeating: 1)), url: "a")],
    ] as [[ReleaseRecord.State]])
  func order(steps: [ReleaseRecord.State]) async throws {
    try await withState { state in
      let release = try release(1)
      try await state.recordRelease(release)
      for step in steps.dropLast() {
        try await state.recordState(step, ofRelease: release.id, at: now)
      }
      let before = try await state.release(release.id)
      let last = try #require(steps.last)
      let error = await #expect(throws: StateError.self) {
        try await state.recordState(last, ofRelease: release.id, at: later)
      }
      guard case .conflict = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try await state.release(release.id) == before)
    }
  }

  @Test("an id or a key with other content is a conflict")
  func releaseConflict() async throws {
    try await withState { state in
      try await state.recordRelease(try release(1))
      var sameKey = try release(2)
      sameKey.keyHash = try release(1).keyHash
      for other in [try release(1, plaintext: 9), sameKey] {
        await #expect(
          throws: StateError.conflict(
            "release \(other.id)", reason: "it, or its key, is on record with something else")
        ) { try await state.recordRelease(other) }
      }
    }
  }

  @Test("a digest is found again while the file looks the same, and only then")
  func digests() async throws {
    try await withState { state in
      let digest = DigestRecord(
        plaintext: Bytes32(repeating: 1), size: 9, tags: [1, 2, 3], takenAt: now)
      try await state.recordDigest(digest, ofFile: "/a", identity: [1])
      #expect(try await state.digest(ofUnchangedFile: "/a", identity: [1]) == digest)
      #expect(try await state.digest(ofUnchangedFile: "/a", identity: [2]) == nil)
      #expect(try await state.digest(ofUnchangedFile: "/b", identity: [1]) == nil)
      let again = DigestRecord(
        plaintext: digest.plaintext, size: 9, tags: [4], takenAt: later)
      try await state.recordDigest(again, ofFile: "/b", identity: [1])
      #expect(try await state.digest(of: digest.plaintext) == again)
      let shorter = DigestRecord(
        plaintext: digest.plaintext, size: 8, tags: [], takenAt: later)
      await #expect(throws: StateError.self) {
        try await state.recordDigest(shorter, ofFile: "/a", identity: [1])
      }
    }
  }

  @Test("probes come back latest first, with what was found in its order")
  func probes() async throws {
    try await withState { state in
      let probes = (0..<4).map { number in
        ProbeRecord(
          url: "u", kind: number.isMultiple(of: 2) ? .head : .whole,
          verdict: number == 2 ? .bad : .good, findings: ["z.z", "a.\(number)"],
          at: Moment(milliseconds: Int64(10 - number)))
      }
      for probe in probes { try await state.recordProbe(probe) }
      #expect(try await state.probes(of: "u", limit: 3) == Array(probes.reversed().prefix(3)))
      #expect(try await state.lastGoodProbe(of: "u", kind: .head) == probes[0])
      #expect(try await state.lastGoodProbe(of: "u", kind: .ranges) == nil)
      #expect(try await state.probes(of: "v", limit: 3) == [])
    }
  }

  @Test("a key has one origin, its release one key, and what is public stays so")
  func keys() async throws {
    try await withState { state in
      let id = try release(1).id
      let master = try #require(MasterID([1, 2, 3, 4]))
      var key = KeyRecord(hash: try release(1).keyHash, origin: .derived(master, id))
      try await state.recordKey(key, at: now)
      try await state.recordKeyIsPublic(key.hash, since: 9)
      try await state.recordKeyIsPublic(key.hash, since: 12)
      try await state.recordKey(key, at: later)
      key.publicSince = 9
      #expect(try await state.keys() == [key])
      await #expect(throws: StateError.self) {
        try await state.recordKey(KeyRecord(hash: key.hash, origin: .imported), at: now)
      }
      await #expect(throws: StateError.self) {
        try await state.recordKey(
          KeyRecord(hash: try release(2).keyHash, origin: .derived(master, id)), at: now)
      }
      await #expect(throws: StateError.unknown("key \(DecryptionKeyCommitment.zero)")) {
        try await state.recordKeyIsPublic(.zero, since: 1)
      }
      #expect(try await state.keys() == [key])
    }
  }

  @Test("a packet never changes, and its copies count by what would take them away")
  func packets() async throws {
    try await withState { state in
      var packet = PacketRecord(
        name: "a.b.packet", digest: Bytes32(repeating: 1), release: try release(1).id,
        embedding: EmbeddingCommitment(Bytes32(repeating: 2)),
        places: [.init(location: "/a", failureDomain: "machine", verifiedAt: later)])
      try await state.recordPacket(packet, at: now)
      packet.places.append(.init(location: "/b", failureDomain: "machine", verifiedAt: now))
      try await state.recordPacket(packet, at: now)
      #expect(try await state.packet(packet.name)?.copyCount == 1)
      let hosted = PacketRecord.Place(
        location: "https://a", failureDomain: "a", verifiedAt: now)
      try await state.recordPlace(hosted, ofPacket: packet.name)
      // An older reading does not make a copy older.
      try await state.recordPlace(
        .init(location: "/a", failureDomain: "machine", verifiedAt: now), ofPacket: packet.name)
      packet.places.append(hosted)
      #expect(try await state.packets(of: packet.release) == [packet])
      #expect(packet.copyCount == 2)
      try await state.forgetPlace(at: "https://a", ofPacket: packet.name)
      #expect(try await state.packet(packet.name)?.copyCount == 1)
      var other = packet
      other.digest = .zero
      await #expect(throws: StateError.self) { try await state.recordPacket(other, at: now) }
    }
  }

  @Test("of the drills of a packet the latest counts")
  func drills() async throws {
    try await withState { state in
      let kind = DrillRecord.Kind.release(packet: "p", commitments: .zero)
      await #expect(throws: StateError.unknown("packet p")) {
        try await state.recordDrill(DrillRecord(kind: kind, at: now))
      }
      try await state.recordPacket(
        PacketRecord(name: "p", digest: .zero, release: try release(1).id, embedding: .zero),
        at: now)
      try await state.recordDrill(DrillRecord(kind: kind, at: later))
      let failed = DrillRecord(kind: kind, failure: "packet.damaged", at: now)
      try await state.recordDrill(failed)
      #expect(try await state.lastReleaseDrill(ofPacket: "p") == failed)
      #expect(try await state.lastWordsDrill() == nil)
      let words = DrillRecord(kind: .words, at: now)
      try await state.recordDrill(words)
      #expect(try await state.lastWordsDrill() == words)
    }
  }

  @Test("a number that SQLite cannot hold is refused, not changed")
  func range() async throws {
    try await withState { state in
      await #expect(throws: StateError.outOfRange(.max)) {
        try await state.recordSealing(keyHash: .zero, plaintext: .zero, size: .max, at: now)
      }
    }
  }
}
