import BCS
import Diagnostics
import Glibc
import SomaCrypto
import SomaTypes
import SystemPackage

/// A signed transaction in a new file, for its owner only: one line of Base64 of its BCS.
///
/// Whoever has the file can send the transaction, and change nothing in it. Not for reveals, which hold a
/// key.
struct SignedTransactionFile {
  /// Where it is.
  let path: String

  /// Names a file that must not exist yet.
  ///
  /// - Throws: `CommandFailure` with status 5 when there is something.
  init(reserving path: String) throws {
    self.path = path
    // Looked at now to save the work; what counts is that the file is created, not opened.
    guard access(path, F_OK) != 0 else { throw Self.unwritable(path, .fileExists) }
  }

  /// Creates the file and makes it durable.
  ///
  /// - Throws: `CommandFailure` with status 5.
  func write(_ transaction: SignedTransaction) throws {
    do { try Self.create(path, Self.text(of: transaction)) } catch let error as Errno {
      throw Self.unwritable(path, error)
    }
  }

  /// Writes a transaction to a file named after its digest. One that is there already is left alone:
  /// it is the file if it holds just this, else the name gets a number.
  ///
  /// - Returns: The path, and whether the file is new.
  /// - Throws: `Errno`.
  static func save(
    _ transaction: SignedTransaction, in directory: String
  ) throws -> (path: String, isNew: Bool) {
    let text = text(of: transaction)
    for number in 0..<100 {
      let name = "\(transaction.data.digest)\(number == 0 ? "" : ".\(number)").signed"
      let path = directory == "." ? name : "\(directory)/\(name)"
      do {
        try create(path, text)
        return (path, true)
      } catch Errno.fileExists {
        if holds(path, text) { return (path, false) }
      }
    }
    throw Errno.fileExists
  }

  /// Whether a file holds a transaction and nothing else. What cannot be read does not.
  private static func holds(_ path: String, _ text: String) -> Bool {
    let wanted = Array((text + "\n").utf8)
    // Neither a link nor a pipe is followed or waited for.
    guard
      let descriptor = try? FileDescriptor.open(
        path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    else { return false }
    let found = try? descriptor.closeAfter {
      // One more than wanted, to see that nothing follows.
      try [UInt8](unsafeUninitializedCapacity: wanted.count + 1) { buffer, count in
        let room = UnsafeMutableRawBufferPointer(buffer)
        while count < room.count {
          let read = try descriptor.read(into: .init(rebasing: room[count...]))
          guard read > 0 else { break }
          count += read
        }
      }
    }
    return found == wanted
  }

  /// The content of such a file, without the line break.
  static func text(of transaction: SignedTransaction) -> String {
    Base64.encode(transaction.bcsBytes)
  }

  private static func create(_ path: String, _ text: String) throws {
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite)
    do {
      try descriptor.closeAfter {
        _ = try descriptor.writeAll((text + "\n").utf8)
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      try syncDirectory(of: path)
    } catch {
      // Half of a transaction is worse than none.
      unlink(path)
      throw error
    }
  }

  /// Makes the name durable as well.
  private static func syncDirectory(of path: String) throws {
    let directory = FilePath(path).removingLastComponent()
    let descriptor = try FileDescriptor.open(
      directory.isEmpty ? "." : directory, .readOnly, options: [.directory, .closeOnExec])
    try descriptor.closeAfter {
      // Some file systems cannot; there is nothing better then.
      guard fsync(descriptor.rawValue) == 0 || errno == EINVAL else {
        throw Errno(rawValue: errno)
      }
    }
  }

  /// The explanation of a file or directory that takes no transaction.
  static func unwritable(
    _ path: String, _ error: Errno,
    remedy: String = "Name a new file in a directory that you may write to."
  ) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "export.unwritable", summary: "The file cannot be written",
        detail: "The system says: \(error.description). Nothing was sent.",
        place: Place(file: path),
        remedies: [remedy]))
  }
}
