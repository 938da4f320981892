public import SomaCrypto

/// The masters of an owner, opened: what every derived key comes from.
///
/// Noncopyable; guarded; says which masters it has and nothing else.
public struct Keyring: ~Copyable, Sendable {
  /// The masters, oldest first.
  public let entries: [KeyringHeader.Entry]
  /// The master that new releases are under.
  public let currentID: MasterID

  /// The masters one after another, in the order of ``entries``.
  private let secrets: SecretBytes
  /// No core file while they are in memory.
  private let protection: DumpProtection

  /// Takes the masters that a file held.
  ///
  /// - Throws: ``KeyringError/damaged(_:)`` when one is not what its entry says; `CryptoError`.
  init(
    _ entries: [KeyringHeader.Entry], current: Int, secrets: borrowing SecretBytes
  ) throws {
    for (index, entry) in entries.enumerated() {
      let master = try Master(secrets.copy(Self.range(index)))
      guard master.id == entry.id else {
        throw KeyringError.damaged(.master(entry.id))
      }
    }
    let copy = try secrets.copy(0..<secrets.count)
    // Last: the compiler rejects a throw once a noncopyable owns something.
    self.entries = entries
    currentID = entries[current].id
    self.secrets = copy
    protection = DumpProtection()
  }

  /// A keyring with one master.
  ///
  /// - Parameters:
  ///   - master: The current master from now on.
  ///   - time: When it was made, in seconds since 1970.
  /// - Throws: `CryptoError`.
  public init(_ master: borrowing Master, at time: UInt64) throws {
    let entry = KeyringHeader.Entry(id: master.id, addedAt: time)
    try self.init([entry], current: 0, secrets: master.bytes)
  }

  /// The master of an id.
  ///
  /// - Throws: ``KeyringError/wrongKeyring(needed:has:)``; `CryptoError`.
  public borrowing func master(_ id: MasterID) throws -> Master {
    guard let index = entries.firstIndex(where: { $0.id == id }) else {
      throw KeyringError.wrongKeyring(needed: id, has: entries.map(\.id))
    }
    return try Master(secrets.copy(Self.range(index)))
  }

  /// The master that new releases are under.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func currentMaster() throws -> Master { try master(currentID) }

  /// Whether it has a master.
  public borrowing func has(_ id: MasterID) -> Bool { entries.contains { $0.id == id } }

  /// The same keyring with one more master.
  ///
  /// - Parameters:
  ///   - master: The new one.
  ///   - time: When it was made, in seconds since 1970.
  ///   - isCurrent: Whether new releases are to be under it.
  /// - Returns: The new keyring; this one stays as it is.
  /// - Throws: ``KeyringError/duplicateMaster(_:)``, ``KeyringError/tooManyMasters(limit:)``;
  ///   `CryptoError`.
  public borrowing func adding(
    _ master: borrowing Master, at time: UInt64, asCurrent isCurrent: Bool
  ) throws -> Keyring {
    guard !has(master.id) else { throw KeyringError.duplicateMaster(master.id) }
    guard entries.count < KeyringHeader.masterLimit else {
      throw KeyringError.tooManyMasters(limit: KeyringHeader.masterLimit)
    }
    let count = secrets.count
    let all = try SecretBytes(count: count + Master.byteCount) { all in
      secrets.withUnsafeBytes { all.copyMemory(from: $0) }
      master.bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: all[count...]).copyMemory(from: $0)
      }
    }
    let old = entries.firstIndex { $0.id == currentID } ?? 0
    return try Keyring(
      entries + [KeyringHeader.Entry(id: master.id, addedAt: time)],
      current: isCurrent ? entries.count : old, secrets: all)
  }

  /// Whether both have the same masters, secrets included, and the same current one.
  public borrowing func isEqual(to other: borrowing Keyring) -> Bool {
    entries == other.entries && currentID == other.currentID
      && secrets.isEqual(to: other.secrets)
  }

  private static func range(_ index: Int) -> Range<Int> {
    index * Master.byteCount..<(index + 1) * Master.byteCount
  }
}

extension Keyring {
  /// The bytes of a file. Two calls give different bytes, because salt and nonce are new.
  ///
  /// - Parameters:
  ///   - protection: How the masters are protected.
  ///   - purpose: What the file is for.
  ///   - unattended: Where a run without a person finds the passphrase.
  /// - Returns: At most ``SealedKeyring/byteLimit`` bytes, guarded also when they are sealed.
  /// - Throws: ``KeyringError/shortPassphrase(minimum:)``, ``KeyringError/weak(_:floor:)``,
  ///   ``KeyringError/costly(_:ceiling:)``; `CryptoError`.
  public borrowing func file(
    _ protection: KeyringProtection, for purpose: KeyringHeader.Purpose = .daily,
    unattended: UnattendedPassphrase = .none
  ) throws -> SecretBytes {
    var header = KeyringHeader(
      purpose: purpose, protection: .plain, unattended: unattended, entries: entries,
      currentIndex: entries.firstIndex { $0.id == currentID } ?? 0)
    switch protection {
    case .plain:
      return try SealedKeyring.join(header, secrets)
    case .passphrase(let passphrase, let cost):
      guard passphrase.characterCount >= Passphrase.minimumLength else {
        throw KeyringError.shortPassphrase(minimum: Passphrase.minimumLength)
      }
      try KeyringCost.check(cost, for: purpose)
      return try PassphraseLock.make(for: passphrase.bytes, cost: cost) { lock, key in
        header.protection = .passphrase(lock)
        let sealed = try XChaCha20Poly1305.seal(
          secrets, key: key, nonce: lock.nonce,
          associatedData: SealedKeyring.associatedData(header))
        return try SealedKeyring.join(header, SecretBytes(copying: sealed))
      }
    }
  }
}
