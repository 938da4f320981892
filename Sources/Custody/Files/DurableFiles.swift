public import SomaCrypto

/// The steps by which a file becomes durable, and nothing else: what a keyring or a packet does to
/// a disk. A test replaces them to crash between any two.
///
/// Paths are absolute or relative to the working directory. Every call blocks.
public protocol DurableFiles: Sendable {
  /// The file itself that a path leads to, past symbolic links; the path as it is when nothing is
  /// there.
  func resolved(_ path: String) -> String

  /// Reads a whole file.
  ///
  /// - Returns: `nil` when there is no such file.
  /// - Throws: ``FileStepError``; ``SecretFileError/looseMode(_:mode:)`` when others may open it,
  ///   and its other cases; `CryptoError.noGuardedMemory`.
  func read(_ path: String, limit: Int) throws -> SecretBytes?

  /// Creates a file of mode 0600 that must not exist, and returns when its bytes are on the disk.
  /// Its name is not, before ``syncDirectory(_:)``.
  ///
  /// - Throws: ``FileStepError``.
  func create(_ path: String, _ bytes: borrowing SecretBytes) throws

  /// Gives a file the name of another, which is gone from then on.
  ///
  /// - Throws: ``FileStepError``.
  func replace(_ path: String, by source: String) throws

  /// Gives a file a name that nothing has.
  ///
  /// - Returns: Whether it has it now; not, when the name was taken.
  /// - Throws: ``FileStepError``.
  func publish(_ source: String, as path: String) throws -> Bool

  /// Removes a file; one that is not there is no failure.
  ///
  /// - Throws: ``FileStepError``.
  func remove(_ path: String) throws

  /// Makes the directory with its parents, for its owner only, unless it is there.
  ///
  /// - Throws: ``FileStepError``.
  func makeDirectory(_ path: String) throws

  /// Returns when the names in a directory are on the disk.
  ///
  /// - Throws: ``FileStepError``.
  func syncDirectory(_ path: String) throws

  /// Runs `body` while no other process does so with the same path.
  ///
  /// - Throws: ``FileStepError``, and what `body` throws.
  func exclusively<Result: ~Copyable>(_ path: String, _ body: () throws -> Result) throws -> Result
}

extension DurableFiles {
  /// For what has no links.
  public func resolved(_ path: String) -> String { path }

  /// The directory that a path is in.
  func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
