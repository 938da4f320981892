public import SomaCrypto

/// What a try of a keyring's passphrase must cost at least, and may cost at most.
///
/// Figures: RFC 9106 section 4, second recommended choice, for daily use; a backup lies where it can
/// be attacked for years. The ceiling keeps a hostile file from taking the machine.
public enum KeyringCost {
  /// For every day: 64 MiB, three passes; below a second.
  public static let daily = Argon2id(memoryInKiB: 64 << 10, passes: 3)
  /// For backups: 1 GiB, four passes; some seconds.
  public static let backup = Argon2id(memoryInKiB: 1 << 20, passes: 4)
  /// The most that is tried: 2 GiB, ten passes.
  public static let ceiling = Argon2id(memoryInKiB: 2 << 20, passes: 10)

  /// The least for a purpose.
  public static func floor(for purpose: KeyringHeader.Purpose) -> Argon2id {
    switch purpose {
    case .daily: daily
    case .backup: backup
    }
  }

  /// Refuses a cost before a byte is allocated for it.
  ///
  /// - Throws: ``KeyringError/weak(_:floor:)``, ``KeyringError/costly(_:ceiling:)``.
  static func check(_ cost: Argon2id, for purpose: KeyringHeader.Purpose) throws(KeyringError) {
    let floor = floor(for: purpose)
    guard cost.memoryInKiB >= floor.memoryInKiB, cost.passes >= floor.passes else {
      throw .weak(cost, floor: floor)
    }
    guard cost.memoryInKiB <= ceiling.memoryInKiB, cost.passes <= ceiling.passes else {
      throw .costly(cost, ceiling: ceiling)
    }
  }
}
