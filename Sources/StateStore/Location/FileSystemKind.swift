import CLinux
import Glibc

/// The kind of file system that a path lies on, as the kernel numbers them.
///
/// Source: statfs(2) and `linux/magic.h`.
public struct FileSystemKind: Hashable, Sendable {
  /// The kernel's number.
  public let magic: UInt32

  /// Takes the kernel's number.
  public init(magic: UInt32) { self.magic = magic }

  /// Asks the kernel.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  public init(ofPath path: String) throws(StateError) {
    let kind = steward_file_system_kind(path)
    guard kind >= 0 else { throw .system(call: "statfs", path: path, errno: errno) }
    magic = UInt32(truncatingIfNeeded: kind)
  }

  /// What it is called, when several machines can mount it at the same time: locks and shared memory
  /// do not reach from one to another there, so two runs could write at once.
  ///
  /// Source: <https://sqlite.org/wal.html#overview>, point 1 of its disadvantages.
  public var sharedName: String? { Self.shared[magic] }

  private static let shared: [UInt32: String] = [
    0x0000_6969: "NFS",
    0x0000_517b: "SMB",
    0xfe53_4d42: "SMB",
    0xff53_4d42: "CIFS",
    0x0000_564c: "NCP",
    0x5346_414f: "AFS",
    0x7375_7245: "Coda",
    0x00c3_6400: "Ceph",
    0x0102_1997: "9P",
    0x0bd0_0bd0: "Lustre",
    0x4750_4653: "GPFS",
    0x7461_636f: "OCFS2",
    0x0116_1970: "GFS2",
    // What is behind it is not known: sshfs, rclone, a share of a virtual machine, or a disk.
    0x6573_5546: "FUSE",
  ]
}
