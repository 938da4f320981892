import Glibc

/// A file that only takes up room: given up when the disk is full, so that what must be recorded, such as
/// the sending of a reveal, still fits.
public struct StateBallast: Sendable {
  /// The name of the file in the directory of the state.
  public static let name = "ballast"

  /// Its length in bytes: room for some hundred steps of the journal.
  public static let byteCount = 1 << 20

  private let path: String

  /// Names the ballast of a state.
  public init(directory: String) { path = "\(directory)/\(Self.name)" }

  /// Whether the file is there with all of its room.
  public var isHeld: Bool {
    var status = stat()
    return lstat(path, &status) == 0 && Self.isWhole(status)
  }

  /// Makes the file when there is room for it. Where it is, it stays as it is.
  ///
  /// Nothing that is done with a state needs it, so that it cannot be made is no error.
  ///
  /// - Returns: Whether it is there.
  @discardableResult
  public func hold() -> Bool {
    guard !isHeld else { return true }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var result = EINTR
    // It returns its error. Where the file system cannot, it writes.
    while result == EINTR { result = posix_fallocate(descriptor, 0, off_t(Self.byteCount)) }
    guard result == 0 else {
      // A part of it would keep the last room from others, and be too little itself.
      unlink(path)
      return false
    }
    return isHeld
  }

  /// Gives the room up.
  ///
  /// - Returns: Whether there was any.
  public func free() -> Bool { unlink(path) == 0 }

  /// Whether the disk keeps the room: a file with holes has a length alone.
  private static func isWhole(_ status: stat) -> Bool {
    let blocks = Int(status.st_blocks)  // of 512 bytes each, stat(2)
    return status.st_mode & S_IFMT == S_IFREG && blocks >= byteCount / 512
  }
}
