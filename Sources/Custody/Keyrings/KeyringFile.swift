public import SomaCrypto

/// A keyring in a file of mode 0600. Whenever a write is cut short, the file is the old keyring or
/// the new one, and opens.
public struct KeyringFile: Sendable {
  /// Where it is, as it was named.
  public let path: String

  /// The file itself: replacing a link would leave the keyring behind it as it was, and a lock on
  /// the link would not keep those out who name the file.
  private let place: String
  private let files: any DurableFiles

  /// Names a file; nothing is opened yet.
  public init(path: String, files: any DurableFiles = SystemFiles()) {
    self.path = path
    self.files = files
    place = files.resolved(path)
  }

  private var fresh: String { place + ".new" }

  /// Reads the file.
  ///
  /// - Throws: ``KeyringError``, ``SecretFileError``, ``FileStepError``; `CryptoError`.
  public func read() throws -> SealedKeyring { try read(path) }

  private func read(_ place: String) throws -> SealedKeyring {
    guard let bytes = try bytes(at: place) else { throw KeyringError.missing(path) }
    return try SealedKeyring(parsing: bytes)
  }

  /// Writes a keyring where there is none.
  ///
  /// - Parameters:
  ///   - file: The bytes, from ``Keyring/file(_:for:unattended:)``.
  ///   - proof: Opens what is read back, in the way in which it will be opened from now on; what it
  ///     throws ends the attempt, and no keyring appears.
  /// - Throws: ``KeyringError/exists(_:)``, ``KeyringError/notReadBack(_:)``, ``FileStepError``, and
  ///   what `proof` throws.
  public func create(
    _ file: borrowing SecretBytes, provenBy proof: (borrowing SealedKeyring) throws -> Void
  ) throws {
    try files.makeDirectory(files.directory(of: place))
    try files.exclusively(place) {
      guard try bytes(at: place) == nil else { throw KeyringError.exists(path) }
      try prepare(file, proof)
      guard try files.publish(fresh, as: place) else { throw KeyringError.exists(path) }
      try files.syncDirectory(files.directory(of: place))
      try check(file)
    }
  }

  /// Puts another keyring in the place of the one that was read.
  ///
  /// - Parameters:
  ///   - old: The header that was read; if another is there by now, nothing is written.
  ///   - file: The new bytes.
  ///   - proof: As in ``create(_:provenBy:)``; the old keyring goes only after it.
  /// - Throws: ``KeyringError/missing(_:)``, ``KeyringError/changed(_:)``,
  ///   ``KeyringError/notReadBack(_:)``, ``FileStepError``, and what `proof` throws.
  public func replace(
    _ old: KeyringHeader, with file: borrowing SecretBytes,
    provenBy proof: (borrowing SealedKeyring) throws -> Void
  ) throws {
    try files.exclusively(place) {
      guard try read(place).header == old else { throw KeyringError.changed(path) }
      try prepare(file, proof)
      try files.replace(place, by: fresh)
      try files.syncDirectory(files.directory(of: place))
      try check(file)
    }
  }

  /// Writes the bytes beside the keyring, and opens what is on the disk then.
  private func prepare(
    _ file: borrowing SecretBytes, _ proof: (borrowing SealedKeyring) throws -> Void
  ) throws {
    // Left behind by a run that was killed; it was never in effect.
    try files.remove(fresh)
    try files.create(fresh, file)
    do {
      try check(file, at: fresh)
      guard let written = try bytes(at: fresh) else { throw KeyringError.notReadBack(path) }
      try proof(SealedKeyring(parsing: written))
    } catch {
      try? files.remove(fresh)  // the reason counts; the next run removes it too
      throw error
    }
  }

  private func check(_ file: borrowing SecretBytes) throws { try check(file, at: place) }

  private func check(_ file: borrowing SecretBytes, at place: String) throws {
    guard let written = try bytes(at: place), written.isEqual(to: file) else {
      throw KeyringError.notReadBack(path)
    }
  }

  private func bytes(at path: String) throws -> SecretBytes? {
    do {
      return try files.read(path, limit: SealedKeyring.byteLimit)
    } catch SecretFileError.tooLong {
      throw KeyringError.tooLong(limit: SealedKeyring.byteLimit)
    }
  }
}
