import CSodium
import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("BLAKE2b-256")
struct Blake2b256Tests {
  struct HashlibVectors: Decodable {
    struct Plain: Decodable {
      let dataHex: HexBytes
      let digestHex: HexBytes
    }
    struct Personal: Decodable {
      let keyHex: HexBytes
      let person: String
      let messageHex: HexBytes
      let outputHex: HexBytes
    }
    let plain: [Plain]
    let personal: [Personal]
  }

  @Test("agrees with Python's hashlib")
  func hashlib() throws {
    for row in try vectors("blake2b", as: HashlibVectors.self, in: .module).plain {
      #expect(Blake2b256.hash(row.dataHex.bytes).bytes == row.digestHex.bytes)
    }
  }

  @Test("agrees with libsodium over random lengths, however the input is split")
  func libsodium() throws {
    try #require(sodium_init() >= 0)
    var random = SeededGenerator(seed: 1)
    for round in 0..<400 {
      let length = round < 300 ? round : Int.random(in: 300...20_000, using: &random)
      let data = random.bytes(length)
      var expected = [UInt8](repeating: 0, count: 32)
      crypto_generichash_blake2b(&expected, 32, data, UInt64(data.count), nil, 0)
      #expect(Blake2b256.hash(data).bytes == expected, "\(length) bytes")

      var hasher = Blake2b256()
      var rest = data[...]
      while !rest.isEmpty {
        let count = min(rest.count, Int.random(in: 0...300, using: &random))
        hasher.update(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(hasher.finalize().bytes == expected, "\(length) bytes in pieces")
    }
  }

  @Test("finalizing in between changes nothing")
  func finalizeTwice() {
    var hasher = Blake2b256()
    hasher.update("abc")
    let first = hasher.finalize()
    #expect(hasher.finalize() == first)
    hasher.update([UInt8](repeating: 7, count: 200))
    #expect(
      hasher.finalize() == Blake2b256.hash(Array("abc".utf8) + [UInt8](repeating: 7, count: 200)))
  }

  @Test("gives the example digest of RFC 7693 appendix A")
  func appendixA() throws {
    var hasher = Blake2b256(digestByteCount: 64, key: [])
    hasher.update("abc")
    let expected = """
      ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1\
      7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923
      """
    #expect(Hex.encode(withUnsafeBytes(of: hasher.finalState()) { Array($0) }) == expected)
  }

  @Test("passes the self-test of RFC 7693 appendix E: four lengths, keyed and not")
  func appendixE() {
    var all = Blake2b256()
    for digestLength in [20, 32, 48, 64] {
      for inputLength in [0, 3, 128, 129, 255, 1024] {
        let input = Self.sequence(count: inputLength, seed: UInt32(inputLength))
        let key = Self.sequence(count: digestLength, seed: UInt32(digestLength))
        for hasher in [
          Blake2b256(digestByteCount: digestLength, key: []),
          Blake2b256(digestByteCount: digestLength, key: key),
        ] {
          var hasher = hasher
          hasher.update(input)
          all.update(withUnsafeBytes(of: hasher.finalState()) { Array($0[..<digestLength]) })
        }
      }
    }
    let expected = "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475"
    #expect(all.finalize().description == expected)
  }

  /// The deterministic sequence of appendix E.
  private static func sequence(count: Int, seed: UInt32) -> [UInt8] {
    var first = 0xdead_4bad &* seed
    var second: UInt32 = 1
    return (0..<count).map { _ in
      let next = first &+ second
      first = second
      second = next
      return UInt8(next >> 24)
    }
  }

  @Test("keyed and personalised derivations agree with Python's hashlib")
  func personalized() throws {
    let rows = try vectors("blake2b", as: HashlibVectors.self, in: .module).personal
    #expect(rows.count > 40)
    for row in rows {
      let key = try SecretBytes(copying: row.keyHex.bytes)
      let derived = try PersonalizedBlake2b.derive(
        key: key, personal: row.person, message: row.messageHex.bytes)
      let output = derived.withUnsafeBytes { Array($0) }
      #expect(output == row.outputHex.bytes)
    }
  }

  @Test("a key that could be guessed is refused", arguments: [0, 1, 15, 65])
  func keyLengths(count: Int) throws {
    let key = try SecretBytes(randomCount: count)
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: count)) {
      _ = try PersonalizedBlake2b.derive(key: key, personal: "steward.mid.v1", message: [])
    }
  }
}
