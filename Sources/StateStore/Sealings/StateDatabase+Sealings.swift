public import SomaCrypto
public import SomaTypes

extension StateDatabase {
  /// Records that a key is about to seal a plaintext. To be called before a byte is encrypted.
  ///
  /// The same pair again changes nothing. A sealing is never forgotten.
  ///
  /// - Parameters:
  ///   - keyHash: BLAKE2b-256 of the key.
  ///   - plaintext: BLAKE2b-256 of what it seals.
  ///   - size: Length of the plaintext in bytes.
  ///   - moment: Now.
  /// - Returns: Whether the state knew of any sealing before. Otherwise it is new, or not the one that was
  ///   used so far, and that it did not refuse says nothing about the key.
  /// - Throws: ``StateError/keyReused(_:sealed:refused:)`` when the key is on record with another
  ///   plaintext; ``StateError/conflict(_:reason:)`` when the key was imported.
  @discardableResult
  public func recordSealing(
    keyHash: DecryptionKeyCommitment, plaintext: Bytes32, size: UInt64, at moment: Moment
  ) async throws(StateError) -> Bool {
    try await write { state in
      let hasSealings = try state.row("SELECT 1 FROM sealings LIMIT 1") != nil
      let old = try state.row("SELECT plaintext FROM sealings WHERE key_hash = ?", [keyHash])
      if let sealed = try old?.bytes32("plaintext") {
        guard sealed == plaintext else {
          throw StateError.keyReused(keyHash, sealed: sealed, refused: plaintext)
        }
        return true
      }
      let key = try state.row(
        "SELECT 1 FROM keys WHERE hash = ? AND origin = 'imported'", [keyHash])
      guard key == nil else {
        throw StateError.conflict("the key \(keyHash)", reason: "imported keys never seal")
      }
      try state.run(
        "INSERT INTO sealings (key_hash, plaintext, size, recorded_at) VALUES (?, ?, ?, ?)",
        [keyHash, plaintext, size, moment])
      return hasSealings
    }
  }

  /// What a key has sealed; `nil` when nothing is known of it.
  ///
  /// - Returns: BLAKE2b-256 of the plaintext.
  /// - Throws: ``StateError``.
  public func plaintext(
    sealedBy keyHash: DecryptionKeyCommitment
  ) async throws(StateError) -> Bytes32? {
    try await read { state in
      try state.row("SELECT plaintext FROM sealings WHERE key_hash = ?", [keyHash])?
        .bytes32("plaintext")
    }
  }
}
