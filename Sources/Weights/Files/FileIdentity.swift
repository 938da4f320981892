import Glibc

/// What tells one state of one file from another without reading it.
///
/// Equal identities say *unchanged*, and only that: a cache may answer with what it found before, but
/// no key is ever derived from the answer. A file that is rewritten within one tick of the file
/// system's clock, at the same size, keeps its identity, so remember only what ``QuietPeriod`` let
/// pass.
public struct FileIdentity: Hashable, Sendable {
  /// Which file system; a number that may change when it is mounted again.
  public var device: UInt64
  /// Which file on it.
  public var inode: UInt64
  /// Length in bytes.
  public var size: UInt64
  /// When the content was last written.
  public var modified: FileTime
  /// When content, name, owner or mode last changed. Programs cannot set it.
  public var changed: FileTime

  /// Creates an identity, as a cache kept it.
  public init(
    device: UInt64, inode: UInt64, size: UInt64, modified: FileTime, changed: FileTime
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  init(_ status: stat) {
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
      size: UInt64(clamping: status.st_size), modified: FileTime(status.st_mtim),
      changed: FileTime(status.st_ctim))
  }
}
