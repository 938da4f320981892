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

  /// Writes a transaction to a file named after its digest. One that is there already is kept: a digest
  /// stands for one transaction only.
  ///
  /// - Returns: The path.
  /// - Throws: `Errno`.
  static func save(_ transaction: SignedTransaction, in directory: String) throws -> String {
    let name = "\(transaction.data.digest).signed"
    let path = directory == "." ? name : "\(directory)/\(name)"
    do { try create(path, text(of: transaction)) } catch Errno.fileExists {}
    return path
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
    } catch {
      // Half of a transaction is worse than none.
      unlink(path)
      throw error
    }
  }

  private static func unwritable(_ path: String, _ error: Errno) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "export.unwritable", summary: "The file cannot be written",
        detail: "The system says: \(error.description). Nothing was sent.",
        place: Place(file: path),
        remedies: ["Name a new file in a directory that you may write to."]))
  }
}
