public import BCS
import SomaCrypto

/// What a keyring file says of itself to anyone who can read it; no secret. Of a sealed keyring it
/// is proven by opening it, of a plain one only by a checksum.
///
/// BCS: purpose, protection, the way to the passphrase, the masters, the index of the current one as
/// `u32`.
public struct KeyringHeader: Hashable, Sendable {
  /// What a keyring file is for, which decides how dear its passphrase must be to try.
  public enum Purpose: Int, Hashable, Sendable, CaseIterable {
    /// Opened by every run that needs a secret.
    case daily
    /// Put away for years, where others may find it.
    case backup
  }

  /// How the masters are protected.
  public enum Protection: Hashable, Sendable {
    /// By the mode of the file alone.
    case plain
    /// Sealed under a passphrase.
    case passphrase(PassphraseLock)
  }

  /// One of the masters.
  public struct Entry: Hashable, Sendable {
    /// Which it is.
    public var id: MasterID
    /// When it was made or imported, in seconds since 1970.
    public var addedAt: UInt64

    /// Creates an entry.
    public init(id: MasterID, addedAt: UInt64) {
      self.id = id
      self.addedAt = addedAt
    }
  }

  /// The most masters of one keyring.
  public static let masterLimit = 64

  /// What it is for.
  public var purpose: Purpose
  /// How it is protected.
  public var protection: Protection
  /// Where a run without a person finds the passphrase.
  public var unattended: UnattendedPassphrase
  /// The masters, oldest first; at least one, no id twice.
  public var entries: [Entry]
  /// Index of the master that new releases are under.
  public var currentIndex: Int

  /// The master that new releases are under.
  public var currentID: MasterID { entries[currentIndex].id }
}

extension KeyringHeader: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let index = try reader.readVariant(of: "Purpose", count: Purpose.allCases.count)
    purpose = Purpose.allCases[index]
    switch try reader.readVariant(of: "Protection", count: 2) {
    case 0: protection = .plain
    default: protection = .passphrase(try reader.read())
    }
    unattended = try reader.read()
    let start = reader.offset
    entries = try reader.readSequence { (reader) throws(BCSError) in
      Entry(id: try reader.read(), addedAt: try reader.readInteger())
    }
    let ids = Set(entries.map(\.id))
    let current = try reader.readInteger(UInt32.self)
    guard ids.count == entries.count, (1...Self.masterLimit).contains(entries.count),
      current < entries.count
    else {
      throw BCSError(
        .invalidValue(type: "Keyring", reason: "its list of masters contradicts itself"), at: start)
    }
    currentIndex = Int(current)
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(purpose.rawValue)
    switch protection {
    case .plain: writer.writeVariant(0)
    case .passphrase(let lock):
      writer.writeVariant(1)
      writer.write(lock)
    }
    writer.write(unattended)
    writer.writeSequence(entries) { writer, entry in
      writer.write(entry.id)
      writer.write(entry.addedAt)
    }
    writer.write(UInt32(currentIndex))
  }
}
