import BCS
import Custody
import Diagnostics
import Foundation
import SomaCrypto
import TestSupport
import Testing

/// Keyrings and passphrases for tests. Argon2id at the floor takes a tenth of a second, so sealed
/// ones are made once.
enum SampleKeyring {
  static let passphrase = "correct horse battery"

  static func master(_ byte: UInt8) throws -> Master {
    try Master(SecretBytes(repeatElement(byte, count: 32)))
  }

  static func keyring() throws -> Keyring {
    try Keyring(master(1), at: 1_790_000_000)
      .adding(master(2), at: 1_790_000_001, asCurrent: true)
  }

  static func protection(_ text: String = passphrase) throws -> KeyringProtection {
    .passphrase(Passphrase(try SecretBytes(Array(text.utf8))), cost: KeyringCost.daily)
  }

  static let sealed: [UInt8] =
    (try? keyring().file(protection(), unattended: .command("pass steward")).bytes) ?? []
  static let plain: [UInt8] = (try? keyring().file(.plain).bytes) ?? []

  static func open(_ bytes: [UInt8], _ text: String = passphrase) throws -> Keyring {
    try SealedKeyring(parsing: SecretBytes(bytes)).open(passphrase: SecretBytes(Array(text.utf8)))
  }
}

@Suite("Keyrings")
struct KeyringTests {
  private let ids = [1, 2].compactMap { try? SampleKeyring.master($0).id }

  @Test("a keyring gives back its masters", arguments: [SampleKeyring.sealed, SampleKeyring.plain])
  func roundTrip(file: [UInt8]) throws {
    let keyring = try SampleKeyring.open(file)
    #expect(keyring.entries.map(\.id) == ids)
    #expect(keyring.entries.map(\.addedAt) == [1_790_000_000, 1_790_000_001])
    #expect(keyring.currentID == ids[1])
    let isSame = try keyring.master(ids[0]).isEqual(to: SampleKeyring.master(1))
    #expect(isSame)
    let isCurrent = try keyring.currentMaster().isEqual(to: SampleKeyring.master(2))
    #expect(isCurrent)
  }

  @Test("the layout is the documented one")
  func layout() throws {
    let file = SampleKeyring.plain
    #expect(file.starts(with: Array("steward keyring\n".utf8) + [1]))
    #expect(Array(file.suffix(32)) == Blake2b256.hash(Array(file.dropLast(32))).bytes)
    let secrets = Array(file.dropLast(32).suffix(64))
    #expect(secrets == [UInt8](repeating: 1, count: 32) + [UInt8](repeating: 2, count: 32))
  }

  @Test("the header can be read without the passphrase")
  func header() throws {
    let header = try SealedKeyring(parsing: SecretBytes(SampleKeyring.sealed)).header
    #expect(header.entries.map(\.id) == ids)
    #expect(header.unattended == .command("pass steward"))
    #expect(header.purpose == .daily)
    guard case .passphrase(let lock) = header.protection else {
      Issue.record("not sealed")
      return
    }
    #expect(lock.cost == KeyringCost.daily)
  }

  @Test("no secret of a sealed keyring is in its bytes")
  func secrecy() {
    for byte in UInt8(1)...2 {
      let run = [UInt8](repeating: byte, count: 8)
      #expect(!Data(SampleKeyring.sealed).contains(Data(run)))
      #expect(Data(SampleKeyring.plain).contains(Data(run)))  // the reader finds what is there
    }
  }

  @Test("a wrong passphrase, a missing one, and another keyring are different errors")
  func wrongSecrets() throws {
    #expect(throws: KeyringError.wrongPassphrase) {
      _ = try SampleKeyring.open(SampleKeyring.sealed, "correct horse batterx")
    }
    #expect(throws: KeyringError.passphraseNeeded) {
      _ = try SealedKeyring(parsing: SecretBytes(SampleKeyring.sealed)).open()
    }
    let stranger = try SampleKeyring.master(9).id
    #expect(throws: KeyringError.wrongKeyring(needed: stranger, has: ids)) {
      _ = try SampleKeyring.keyring().master(stranger)
    }
  }

  @Test("one changed bit anywhere is damage or no keyring, and never opens")
  func flips() throws {
    for file in [SampleKeyring.sealed, SampleKeyring.plain] {
      for index in file.indices {
        var bytes = file
        bytes[index] ^= 0x10
        #expect(throws: KeyringError.damaged(.checksum), "byte \(index)") {
          _ = try SealedKeyring(parsing: SecretBytes(bytes))
        }
      }
    }
  }

  /// A change with a checksum that was made to fit, as an attacker would.
  private func rewritten(_ file: [UInt8], _ change: (inout [UInt8]) -> Void) throws -> SecretBytes {
    var body = Array(file.dropLast(32))
    change(&body)
    return try SecretBytes(body + Blake2b256.hash(body).bytes)
  }

  @Test("what was changed with a fitting checksum is refused by the seal, region by region")
  func forged() throws {
    let file = SampleKeyring.sealed
    // Behind magic, version, header length, purpose, protection: cost, salt, check, nonce.
    let lock = 16 + 1 + 1 + 1 + 1
    let salt = lock + 8
    let check = salt + 16
    let nonce = check + 16
    let place = nonce + 24 + 2
    let created = place + "pass steward".utf8.count + 1 + 4
    let payload = file.count - 32 - 80
    let regions: [(Int, KeyringError)] = [
      (lock + 4, .wrongPassphrase),  // one more bit of passes: another key
      (salt, .wrongPassphrase), (check, .wrongPassphrase), (nonce, .damaged(.seal)),
      (place, .damaged(.seal)), (created, .damaged(.seal)), (payload, .damaged(.seal)),
      (payload + 70, .damaged(.seal)),
    ]
    for (index, error) in regions {
      let bytes = try rewritten(file) { $0[index] ^= 4 }
      #expect(throws: error, "byte \(index)") {
        _ = try SealedKeyring(parsing: bytes).open(
          passphrase: SecretBytes(Array(SampleKeyring.passphrase.utf8)))
      }
    }
  }

  @Test("a plain keyring whose master was exchanged is damaged, by the name of the master")
  func exchanged() throws {
    let bytes = try rewritten(SampleKeyring.plain) { $0[$0.count - 1] ^= 1 }
    #expect(throws: KeyringError.damaged(.master(ids[1]))) {
      _ = try SealedKeyring(parsing: bytes).open()
    }
  }

  @Test(
    "a hostile or a careless cost is refused before memory is asked for",
    arguments: [
      (Argon2id(memoryInKiB: .max, passes: 3), false),
      (Argon2id(memoryInKiB: 65_536, passes: .max), false),
      (Argon2id(memoryInKiB: 2_097_153, passes: 3), false),
      (Argon2id(memoryInKiB: 65_536, passes: 11), false),
      (Argon2id(memoryInKiB: 65_535, passes: 3), true),
      (Argon2id(memoryInKiB: 65_536, passes: 2), true),
      (Argon2id(memoryInKiB: 0, passes: 0), true),
    ])
  func costs(cost: Argon2id, isWeak: Bool) throws {
    let bytes = try rewritten(SampleKeyring.sealed) { body in
      for (offset, value) in [(20, cost.memoryInKiB), (24, cost.passes)] {
        withUnsafeBytes(of: value.littleEndian) {
          body.replaceSubrange(offset..<offset + 4, with: $0)
        }
      }
    }
    let error: KeyringError =
      isWeak ? .weak(cost, floor: KeyringCost.daily) : .costly(cost, ceiling: KeyringCost.ceiling)
    #expect(throws: error) { _ = try SealedKeyring(parsing: bytes) }
    #expect(throws: error) {
      let passphrase = Passphrase(try SecretBytes(Array(SampleKeyring.passphrase.utf8)))
      _ = try SampleKeyring.keyring().file(.passphrase(passphrase, cost: cost))
    }
  }

  @Test("a backup must cost more to guess than a daily keyring")
  func backupFloor() throws {
    let floor = KeyringCost.backup
    #expect(throws: KeyringError.weak(KeyringCost.daily, floor: floor)) {
      _ = try SampleKeyring.keyring().file(SampleKeyring.protection(), for: .backup)
    }
    let bytes = try rewritten(SampleKeyring.sealed) { $0[18] = 1 }
    #expect(throws: KeyringError.weak(KeyringCost.daily, floor: floor)) {
      _ = try SealedKeyring(parsing: bytes)
    }
  }

  @Test("a backup opens with its passphrase, at a gibibyte")
  func backup() throws {
    let passphrase = Passphrase(try SecretBytes(Array(SampleKeyring.passphrase.utf8)))
    let file = try SampleKeyring.keyring()
      .file(.passphrase(passphrase, cost: KeyringCost.backup), for: .backup)
    let isSame = try SampleKeyring.open(file.bytes).isEqual(to: SampleKeyring.keyring())
    #expect(isSame)
  }

  @Test("what is no keyring is told from what is damaged")
  func strangers() throws {
    let file = SampleKeyring.plain
    let cases: [([UInt8], KeyringError)] = [
      ([], .notAKeyring), (Array("steward".utf8), .notAKeyring),
      (Array("{\"version\": 1, \"not\": \"a keyring\"}".utf8), .notAKeyring),
      (Array(file.prefix(16)), .notAKeyring), (Array(file.prefix(17)), .damaged(.checksum)),
      (Array(file.dropLast()), .damaged(.checksum)), (file + [0], .damaged(.checksum)),
      ([UInt8](repeating: 0x73, count: 16_385), .tooLong(limit: 16_384)),
      (try rewritten(file) { $0[16] = 2 }.bytes, .unknownVersion(2)),
    ]
    for (bytes, error) in cases {
      #expect(throws: error) { _ = try SealedKeyring(parsing: SecretBytes(bytes)) }
    }
  }

  @Test("a malformed content with a fitting checksum is refused")
  func malformed() throws {
    let changes: [(inout [UInt8]) -> Void] = [
      { $0[17] = 0xff }, { $0[17] += 1 }, { $0[17] -= 1 }, { $0[18] = 2 }, { $0[19] = 2 },
      { $0[20] = 4 }, { $0[21] = 0 }, { $0[21] = 3 }, { $0.removeLast() }, { $0.append(0) },
      { $0.removeLast(64) }, { $0.removeLast($0.count - 17) },
      { $0[46] = 2 },  // the index of the current master: there are two
      { $0.replaceSubrange(34..<38, with: $0[22..<26]) },  // one id twice
    ]
    for (index, change) in changes.enumerated() {
      let bytes = try rewritten(SampleKeyring.plain, change)
      do {
        _ = try SealedKeyring(parsing: bytes)
        Issue.record("change \(index) is accepted")
      } catch KeyringError.damaged(.malformed) {}
    }
  }

  @Test("a short passphrase is refused, by characters and not by bytes")
  func shortPassphrase() throws {
    for text in ["", "eleven char", "äöüäöüäöüäö"] {
      #expect(throws: KeyringError.shortPassphrase(minimum: 12)) {
        _ = try SampleKeyring.keyring().file(SampleKeyring.protection(text))
      }
    }
  }

  @Test("a master is added once, and only so many are")
  func adding() throws {
    #expect(throws: KeyringError.duplicateMaster(ids[0])) {
      _ = try SampleKeyring.keyring().adding(SampleKeyring.master(1), at: 0, asCurrent: true)
    }
    var keyring = try Keyring(Master(), at: 0)
    for _ in 1..<64 { keyring = try keyring.adding(Master(), at: 0, asCurrent: false) }
    #expect(keyring.currentID == keyring.entries[0].id)
    let isSame = try SampleKeyring.open(keyring.file(.plain).bytes).isEqual(to: keyring)
    #expect(isSame)
    #expect(throws: KeyringError.tooManyMasters(limit: 64)) {
      _ = try keyring.adding(Master(), at: 0, asCurrent: false)
    }
  }

  @Test("a passphrase does not print")
  func redaction() throws {
    let protection = try SampleKeyring.protection()
    var dumped = ""
    dump(protection, to: &dumped)
    for text in [dumped, "\(protection)", String(reflecting: protection)] {
      #expect(!text.contains("horse"))
    }
  }

  @Test("two files of one keyring share neither salt nor nonce")
  func freshness() throws {
    let other = try SampleKeyring.keyring().file(SampleKeyring.protection()).bytes
    #expect(other[28..<44] != SampleKeyring.sealed[28..<44])
    #expect(other[60..<84] != SampleKeyring.sealed[60..<84])
  }
}
