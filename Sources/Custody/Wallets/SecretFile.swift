import Glibc
public import SomaCrypto

/// A small file with a secret in it, or with what belongs to secrets.
public struct SecretFile: Hashable, Sendable {
  /// Who besides its owner may open the file.
  public enum Access: Hashable, Sendable {
    /// Nobody: mode 0600 or less.
    case owner
    /// The group too. The service manager hands credentials over in this way, with an access list
    /// whose mask shows as group bits.
    case ownerAndGroup
    /// Anybody: the content is public.
    case anyone

    /// The mode bits that must not be set.
    var forbidden: UInt32 {
      switch self {
      case .owner: 0o077
      case .ownerAndGroup: 0o027
      case .anyone: 0
      }
    }
  }

  /// Where the file is; links are followed.
  public var path: String

  /// Who may open it.
  public var access: Access

  /// Names a file; nothing is opened yet.
  public init(path: String, access: Access = .owner) {
    self.path = path
    self.access = access
  }

  /// Reads the whole file into guarded memory. It may be a regular file or a FIFO.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that the file may have.
  ///   - timeout: How long a FIFO may keep us waiting.
  /// - Returns: The bytes; possibly none.
  /// - Throws: ``SecretFileError``; `CancellationError`; `CryptoError.noGuardedMemory`.
  public func read(limit: Int, timeout: Duration) throws -> SecretBytes {
    // A NUL would silently end the path there.
    guard !path.utf8.contains(0) else { throw SecretFileError.missing(path) }
    // Without O_NONBLOCK, opening a FIFO waits for a writer, for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw switch errno {
      case ENOENT, ENOTDIR: SecretFileError.missing(path)
      case ENXIO: SecretFileError.notAFile(path)  // a socket
      default: SecretFileError.unreadable(path, errno: errno)
      }
    }
    defer { close(descriptor) }
    try check(descriptor)
    let reader = GuardedReader(
      descriptor: descriptor, limit: limit, deadline: ContinuousClock.now + timeout)
    do { return try reader.readToEnd() } catch let failure as GuardedReader.Failure {
      throw switch failure {
      case .tooLong: SecretFileError.tooLong(path, limit: limit)
      case .timedOut: SecretFileError.timedOut(path, after: timeout)
      case .system(let code): SecretFileError.unreadable(path, errno: code)
      }
    }
  }

  /// Checks the kind and the mode of the open file itself, not of what its name means by now.
  private func check(_ descriptor: Int32) throws(SecretFileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, errno: errno) }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO else { throw .notAFile(path) }
    let permissions = UInt32(status.st_mode) & 0o7777
    guard permissions & access.forbidden == 0 else { throw .looseMode(path, mode: permissions) }
  }
}
