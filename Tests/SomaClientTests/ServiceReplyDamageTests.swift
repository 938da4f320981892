import BCS
import SomaClient
import SomaTypes
import TestSupport
import Testing

@Suite("Damaged answers of faucets and scoring services: refused or read, never a trap")
struct ServiceReplyDamageTests {
  /// A status, two coins. Lengths are ULEB128, amounts `u64`, little-endian.
  private static let faucet: [UInt8] =
    [7] + Array("Success".utf8) + [2]
    + [0, 0xca, 0x9a, 0x3b, 0, 0, 0, 0, 4] + Array("0xab".utf8) + [2] + Array("1a".utf8)
    + [UInt8](repeating: 0xff, count: 8) + [0, 0]

  /// A winner, then three sequences of 32-bit patterns.
  private static let score: [UInt8] =
    [1, 0, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0x80, 0x3f] + [2, 0, 0, 0, 0x80, 1, 0, 0xc0, 0x7f] + [0]

  @Test("whole answers are read")
  func whole() throws {
    let reply = try FaucetReply(bcsBytes: Self.faucet)
    #expect(reply.status == "Success")
    #expect(reply.coins.map(\.amount.shannons) == [1_000_000_000, .max])
    #expect(reply.coins.map(\.id) == ["0xab", ""])
    #expect(reply.coins.map(\.transferDigest) == ["1a", ""])
    let score = try ScoreReply(bcsBytes: Self.score)
    #expect(score.winner == 1)
    #expect(score.lossScore.map(\.bitPattern) == [0x3f80_0000])
    #expect(score.embedding.map(\.bitPattern) == [0x8000_0000, 0x7fc0_0001])
    #expect(score.distance.isEmpty)
  }

  @Test(
    "what is read of damaged or random bytes is what they say", arguments: 0..<8 as Range<UInt64>)
  func damaged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var readCount = 0
    for round in 0..<2000 {
      let faucet = Self.damage(Self.faucet, round, &random)
      if let reply = try? FaucetReply(bcsBytes: faucet) {
        #expect(reply.bcsBytes == faucet)
        readCount += 1
      }
      let score = Self.damage(Self.score, round, &random)
      if let reply = try? ScoreReply(bcsBytes: score) {
        #expect(Self.bytes(of: reply) == score)
        readCount += 1
      }
    }
    #expect(readCount > 100)
  }

  @Test("a length that nothing backs is refused before anything is set aside for it")
  func emptyPromises() {
    let length: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0x0f]  // 4 294 967 295
    for prefix in [[], [0]] as [[UInt8]] {
      #expect(throws: BCSError.self) { try FaucetReply(bcsBytes: prefix + length) }
    }
    let winner = [UInt8](repeating: 0, count: 8)
    for prefix in [winner, winner + [0], winner + [0, 0]] {
      #expect(throws: BCSError.self) { try ScoreReply(bcsBytes: prefix + length) }
    }
  }

  /// Every fourth time bytes of no kind at all, otherwise some that were changed, cut or put in.
  private static func damage(
    _ bytes: [UInt8], _ round: Int, _ random: inout SeededGenerator
  ) -> [UInt8] {
    guard round % 4 != 0 else { return random.bytes(Int.random(in: 0..<64, using: &random)) }
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let position = Int.random(in: 0..<damaged.count, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: damaged[position] = 0xff
      case 1: damaged.remove(at: position)
      case 2: damaged.insert(UInt8.random(in: 0...255, using: &random), at: position)
      default: damaged[position] ^= UInt8.random(in: 1...255, using: &random)
      }
    }
    return damaged
  }

  /// The client only reads these; the format is its own proof.
  private static func bytes(of reply: ScoreReply) -> [UInt8] {
    var writer = BCSWriter()
    writer.write(reply.winner)
    for floats in [reply.lossScore, reply.embedding, reply.distance] {
      writer.writeSequence(floats) { $0.write($1.bitPattern) }
    }
    return writer.bytes
  }
}
