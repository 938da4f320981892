import Custody
import Foundation
import SomaCrypto
import SomaTypes
import Synchronization
import TestSupport
import Testing

/// Releases and packets for tests, under the masters of ``SampleKeyring``.
enum SamplePacket {
  static let release = ReleaseIdentity(
    chain: CheckpointDigest(Bytes32(repeating: 0xc0)),
    owner: SomaAddress(Bytes32(repeating: 0x0a)), keyName: KeyName("my-model") ?? { fatal() }(),
    plaintext: Bytes32(repeating: 0xbb), sizeInBytes: 4_838_740_000)
  static let ciphertext = Checksum(Bytes32(repeating: 0xcc))
  static let embedding = SomaTensor(vectorBits: [0x3f80_0000, 0xbf00_0000, 0x0000_0001])

  private static func fatal() -> Never { preconditionFailure("a name that follows the grammar") }

  static func packet(_ change: (inout ReleaseIdentity) -> Void = { _ in }) throws -> Packet {
    var release = release
    change(&release)
    return try Packet(
      release: release, embedding: embedding, ciphertext: ciphertext,
      master: SampleKeyring.master(2))
  }

  static func imported() throws -> Packet {
    try Packet(
      release: release, embedding: embedding, ciphertext: ciphertext,
      importedKey: ImportedKey(SecretBytes(repeatElement(0xaa, count: 32))),
      master: SampleKeyring.master(2))
  }

  static func sealed() throws -> SealedPacket {
    try SealedPacket(packet(), under: SampleKeyring.master(2))
  }
}

@Suite("Packets")
struct PacketTests {
  private func open(_ bytes: [UInt8]) throws -> Packet {
    try SealedPacket(parsing: bytes).open(with: SampleKeyring.keyring())
  }

  @Test("the same packet has the same bytes, and an embedding-only change is another packet")
  func determinism() throws {
    let sealed = try SamplePacket.sealed()
    #expect(try SamplePacket.sealed() == sealed)
    let other = try SealedPacket(
      Packet(
        release: SamplePacket.release, embedding: SomaTensor(vectorBits: [1]),
        ciphertext: SamplePacket.ciphertext, master: SampleKeyring.master(2)),
      under: SampleKeyring.master(2))
    #expect(other.header.object == sealed.header.object)
    #expect(other.header.keyCommitment == sealed.header.keyCommitment)
    #expect(other.header.name != sealed.header.name)
    #expect(other.bytes != sealed.bytes)
  }

  @Test("one changed bit anywhere is damage, and never opens")
  func flips() throws {
    let bytes = try SamplePacket.sealed().bytes
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(throws: PacketError.damaged(.checksum), "byte \(index)") {
        _ = try SealedPacket(parsing: changed)
      }
    }
    for count in [0, 15] {
      #expect(throws: PacketError.notAPacket) {
        _ = try SealedPacket(parsing: Array(bytes.prefix(count)))
      }
    }
    for changed in [Array(bytes.prefix(17)), Array(bytes.dropLast()), bytes + [0]] {
      #expect(throws: PacketError.damaged(.checksum)) { _ = try SealedPacket(parsing: changed) }
    }
  }

  private func rewritten(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
    var body = Array(try SamplePacket.sealed().bytes.dropLast(32))
    change(&body)
    return body + Blake2b256.hash(body).bytes
  }

  @Test("what was changed with a fitting checksum is refused by the seal, field by field")
  func forged() throws {
    // Behind the magic and the version: master id, then the fields in order.
    let starts = [
      "chain": 21, "owner": 53, "release": 85, "key": 101, "embedding": 133, "ciphertext": 165,
      "size": 197, "nonce": 205, "content": 229,
    ]
    for (field, start) in starts {
      let bytes = try rewritten { $0[start] ^= 1 }
      #expect(throws: PacketError.damaged(.seal), "\(field)") { _ = try open(bytes) }
    }
    let master = try rewritten { $0[17] ^= 1 }
    #expect(throws: KeyringError.self) { _ = try open(master) }
    #expect(throws: PacketError.unknownVersion(2)) { _ = try open(rewritten { $0[16] = 2 }) }
    #expect(throws: PacketError.damaged(.malformed)) {
      _ = try open(rewritten { $0.removeLast($0.count - 200) })
    }
  }

  @Test("a packet under another master says which is needed")
  func wrongMaster() throws {
    let first = try SampleKeyring.master(1)
    let second = try SampleKeyring.master(2)
    let other = try Keyring(first, at: 0)
    #expect(throws: KeyringError.wrongKeyring(needed: second.id, has: [first.id])) {
      _ = try SamplePacket.sealed().open(with: other)
    }
    #expect(throws: KeyringError.wrongKeyring(needed: second.id, has: [first.id])) {
      _ = try SealedPacket(SamplePacket.packet(), under: first)
    }
  }

  @Test("an imported key is in its packet, opens from it, and shows nowhere")
  func importedKey() throws {
    let packet = try SamplePacket.imported()
    let sealed = try SealedPacket(packet, under: SampleKeyring.master(2))
    let read = try sealed.open(with: SampleKeyring.keyring())
    #expect(read == packet)
    #expect(try read.key(from: SampleKeyring.master(2)).bytes == Array(repeating: 0xaa, count: 32))
    #expect(read.header.keyCommitment == packet.importedKey?.commitment)
    let run = Data(repeating: 0xaa, count: 8)
    #expect(!Data(sealed.bytes).contains(run))
    var dumped = ""
    dump(read, to: &dumped)
    // In hex, as a list of bytes, and as the words that 32 bytes are held in.
    for form in ["aaaaaaaa", "170, 170", "12297829382473034410"] {
      #expect(!dumped.contains(form) && !"\(read)".contains(form))
    }
  }

  @Test("a packet that contradicts itself is not sealed")
  func contradictions() throws {
    let packet = try SamplePacket.packet()
    let master = try SampleKeyring.master(2)
    let origin = try #require(packet.origin)
    var otherKey = packet.header
    otherKey.keyCommitment = DecryptionKeyCommitment(.zero)
    var otherEmbedding = packet.header
    otherEmbedding.embeddingCommitment = EmbeddingCommitment(.zero)
    var otherOrigin = origin
    otherOrigin.plaintext = .zero
    let cases: [(PacketHeader, Packet.Origin?, PacketError)] = [
      (
        otherKey, origin,
        .keyMismatch(expected: otherKey.keyCommitment, found: packet.header.keyCommitment)
      ),
      (
        otherEmbedding, origin,
        .embeddingMismatch(
          expected: otherEmbedding.embeddingCommitment, found: packet.embedding.commitment)
      ),
      (packet.header, otherOrigin, .damaged(.malformed)),
    ]
    for (header, origin, error) in cases {
      let wrong = Packet(
        header: header, origin: origin, embedding: packet.embedding, importedKey: nil)
      #expect(throws: error) { _ = try SealedPacket(wrong, under: master) }
    }
    let unknown = Packet(
      header: packet.header, origin: nil, embedding: packet.embedding, importedKey: nil)
    #expect(try open(SealedPacket(unknown, under: master).bytes) == unknown)
  }

  @Test("no bytes of a derived key and no model id are in a packet")
  func content() throws {
    let key = try SampleKeyring.master(2).aesKey(
      chain: SamplePacket.release.chain, releaseID: SamplePacket.sealed().header.object.releaseID)
    #expect(!Data(try SamplePacket.sealed().bytes).contains(Data(key.bytes)))
    #expect(try SamplePacket.packet().importedKey == nil)
  }

  @Test("a packet that is too long is neither written nor read")
  func bounds() throws {
    let huge = SomaTensor(vectorBits: Array(repeating: 1, count: 1 << 20))
    #expect(throws: PacketError.tooLong(limit: 4 << 20)) {
      let packet = try Packet(
        release: SamplePacket.release, embedding: huge, ciphertext: SamplePacket.ciphertext,
        master: SampleKeyring.master(2))
      _ = try SealedPacket(packet, under: SampleKeyring.master(2))
    }
    #expect(throws: PacketError.tooLong(limit: 4 << 20)) {
      _ = try SealedPacket(parsing: Array(repeating: 0x73, count: 4 << 20 + 1))
    }
  }
}

/// A host in memory: create-only, with faults.
final class MemoryPlace: PacketPlace {
  enum Fault: Error { case unreachable }

  let domain: FailureDomain
  private let fault: Bool
  private let objects: Mutex<[String: [UInt8]]>
  /// What comes back instead of what was put.
  private let served: [UInt8]?

  init(
    _ domain: String, objects: [String: [UInt8]] = [:], serving served: [UInt8]? = nil,
    isUnreachable: Bool = false
  ) {
    self.domain = FailureDomain(domain)
    self.objects = Mutex(objects)
    self.served = served
    fault = isUnreachable
  }

  var count: Int { objects.withLock(\.count) }

  func put(_ bytes: [UInt8], named name: PacketName) async throws -> Bool {
    guard !fault else { throw Fault.unreachable }
    return objects.withLock { objects in
      guard objects[name.description] == nil else { return false }
      objects[name.description] = bytes
      return true
    }
  }

  func fetch(_ name: PacketName) async throws -> [UInt8]? {
    served ?? objects.withLock { $0[name.description] }
  }
}

@Suite("Copies of packets")
struct PacketCopiesTests {
  private func confirm(_ places: [any PacketPlace], needed: Int = 2) async throws -> [String] {
    try await PacketCopies(places: places, needed: needed)
      .confirm(SamplePacket.sealed(), with: SampleKeyring.keyring()).map(\.name)
  }

  @Test("two domains are two copies, and a second run changes nothing")
  func two() async throws {
    let host = MemoryPlace("host:main")
    let directory = PacketDirectory(path: "/packets", files: SimulatedDisk())
    for _ in 0..<2 {
      #expect(try await confirm([host, directory]) == ["host:main", "this machine"])
    }
    #expect(host.count == 1)
  }

  @Test("two places of one domain are one copy")
  func domains() async throws {
    let places = [MemoryPlace("host:main"), MemoryPlace("host:main")]
    await #expect(
      throws: PacketError.tooFewCopies(confirmed: [FailureDomain("host:main")], needed: 2)
    ) { _ = try await confirm(places) }
    #expect(try await confirm(places, needed: 1) == ["host:main"])
    #expect(try await confirm(places, needed: 0) == ["host:main"])
  }

  @Test("a place that fails, forgets or garbles is no copy, and harms no other")
  func faults() async throws {
    let good = MemoryPlace("host:good")
    let garbled = try SamplePacket.sealed().bytes.dropLast(3) + [1, 2, 3]
    let bad: [MemoryPlace] = [
      MemoryPlace("host:bad", isUnreachable: true), MemoryPlace("host:bad", serving: []),
      MemoryPlace("host:bad", serving: Array(garbled)),
      MemoryPlace("host:bad", serving: Array("<html>not here</html>".utf8)),
    ]
    for place in bad {
      await #expect(
        throws: PacketError.tooFewCopies(confirmed: [good.domain], needed: 2)
      ) { _ = try await confirm([place, good]) }
      #expect(try await confirm([place, good, MemoryPlace("other")]).count == 2)
    }
  }

  @Test("another whole packet under the name stops everything")
  func conflict() async throws {
    let other = try SealedPacket(
      SamplePacket.packet { $0.sizeInBytes += 1 }, under: SampleKeyring.master(2))
    let place = MemoryPlace("host:bad", serving: other.bytes)
    let name = try SamplePacket.sealed().header.name
    await #expect(throws: PacketError.conflict(name, domain: place.domain)) {
      _ = try await confirm([MemoryPlace("a"), MemoryPlace("b"), place])
    }
  }

  @Test(
    "after a crash at any step the packet is there whole or not at all, and can be put again",
    arguments: [false, true], [false, true])
  func crash(halfway: Bool, losingCaches: Bool) async throws {
    let sealed = try SamplePacket.sealed()
    let final = "/packets/\(sealed.header.name)"
    let whole = SimulatedDisk()
    let isNew = try await PacketDirectory(path: "/packets", files: whole)
      .put(sealed.bytes, named: sealed.header.name)
    #expect(isNew)
    #expect(whole.restarted(losingCaches: true).names == [final: sealed.bytes])
    for step in 1...whole.steps {
      let disk = SimulatedDisk(crashAt: step, halfway: halfway)
      await #expect(throws: InjectedCrash.self) {
        _ = try await PacketDirectory(path: "/packets", files: disk)
          .put(sealed.bytes, named: sealed.header.name)
      }
      let next = disk.restarted(losingCaches: losingCaches)
      #expect(next.names[final] == nil || next.names[final] == sealed.bytes)
      let directory = PacketDirectory(path: "/packets", files: next)
      _ = try await directory.put(sealed.bytes, named: sealed.header.name)
      #expect(next.restarted(losingCaches: true).names == [final: sealed.bytes])
      #expect(try await directory.fetch(sealed.header.name) == sealed.bytes)
    }
  }

  @Test("on a real disk a packet is never replaced")
  func realDisk() async throws {
    try await withTemporaryDirectory { folder in
      let directory = PacketDirectory(path: folder.appending(path: "packets").path)
      let name = try SamplePacket.sealed().header.name
      #expect(try await directory.fetch(name) == nil)
      #expect(try await directory.put([1, 2], named: name))
      #expect(try await directory.put([3], named: name) == false)
      #expect(try await directory.fetch(name) == [1, 2])
    }
  }
}
