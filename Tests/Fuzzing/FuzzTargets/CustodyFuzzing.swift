import BCS
import Custody
import SomaCrypto

/// Targets that read what lies on disks and hosts.
enum CustodyFuzzing {
  /// Gives the mutator its way past the checksum, which it cannot guess.
  private static func checked(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Blake2b256.hash(bytes).bytes
  }

  /// Any bytes are a keyring or are refused, as they come and with a fitting checksum; one that is
  /// accepted asks for no more memory than the ceiling, and a plain one opens or is damaged.
  static func keyring(_ bytes: [UInt8]) {
    for file in [bytes, checked(bytes)] {
      guard let secret = try? SecretBytes(copying: file),
        let sealed = try? SealedKeyring(parsing: secret)
      else { continue }
      switch sealed.header.protection {
      case .passphrase(let lock):
        let floor = KeyringCost.floor(for: sealed.header.purpose)
        precondition(
          lock.cost.memoryInKiB >= floor.memoryInKiB && lock.cost.passes >= floor.passes
            && lock.cost.memoryInKiB <= KeyringCost.ceiling.memoryInKiB
            && lock.cost.passes <= KeyringCost.ceiling.passes, "a cost out of bounds")
      case .plain:
        guard let keyring = try? sealed.open() else { continue }
        let again = try? keyring.file(
          .plain, for: sealed.header.purpose, unattended: sealed.header.unattended)
        let isSame = again?.withUnsafeBytes { Array($0) } == file
        precondition(isSame, "a keyring does not write back what it read")
      }
    }
  }

  /// Any bytes are a packet or are refused, and none of them opens: nobody knows the master.
  static func packet(_ bytes: [UInt8]) {
    for file in [bytes, checked(bytes)] {
      guard let sealed = try? SealedPacket(parsing: file) else { continue }
      let header = sealed.header.bcsBytes
      precondition(file.dropFirst(16).starts(with: header), "a header changed")
      guard let master = try? Master(), let keyring = try? Keyring(master, at: 0) else { continue }
      precondition((try? sealed.open(with: keyring)) == nil, "a forged packet opened")
    }
  }

  /// Any text is a page or is refused; the words of one that is accepted are on it.
  static func paper(_ bytes: [UInt8]) {
    guard let page = try? SecretBytes(copying: bytes),
      let words = try? PaperBackup.words(typed: page)
    else { return }
    precondition(words.count <= bytes.count, "words came from nowhere")
  }

  /// What can be read writes back to the same bytes.
  static func records(_ bytes: [UInt8]) {
    if let record = try? DrillRecord(bcsBytes: bytes) {
      precondition(record.bcsBytes == bytes, "a record changed")
    }
    if let reveal = try? SealedReveal(bcsBytes: bytes) {
      precondition(reveal.bcsBytes == bytes, "a sealed reveal changed")
    }
  }
}
