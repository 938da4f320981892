import CoreFoundation
import Diagnostics
import Foundation
import Glibc
import SystemPackage

/// A file that is made whole or not at all, and never in the place of another.
enum NewFile {
  /// Whether something has the name, a link to nowhere included.
  static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// A path from the root.
  static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

  /// Writes a text for everybody to read.
  ///
  /// - Returns: Whether it was written; not, when the name is taken.
  /// - Throws: A `CommandFailure` with status 5 when the system refuses.
  static func write(_ text: String, to path: String) throws -> Bool {
    guard !isTaken(path) else { return false }
    let fresh = "\(path).\(getpid()).new"
    do {
      try SyncedFile.create(
        fresh, permissions: [.ownerReadWrite, .groupRead, .otherRead]
      ) { try $0.writeAll(text.utf8) }
      defer { unlink(fresh) }
      // Unlike a renamed file, a link takes no name away.
      guard link(fresh, path) == 0 else {
        if errno == EEXIST { return false }
        throw Errno(rawValue: errno)
      }
      try SyncedFile.syncDirectory(of: path)
      return true
    } catch let error as Errno {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "init.unwritable", summary: "A file cannot be written",
          detail: "The system says: \(error.description).", place: Place(file: path),
          remedies: ["Name a directory that you may write to."]))
    }
  }
}
