import Glibc
import SomaTypes
import SystemPackage

/// Where the bytes of a submission come from, and so what is known of them already.
enum SubmissionOrigin {
  /// They were signed by this run. They are not sent before they are in a file of this directory.
  case signedNow(directory: String)
  /// They came from standard input, which is gone. An earlier run may have sent them.
  case standardInput
  /// They are in a file. An earlier run may have sent them.
  case file(String)
  /// They were typed. An earlier run may have sent them.
  case argument

  /// Makes sure that the bytes outlive this process.
  ///
  /// - Throws: `CommandFailure` with status 5 when new ones cannot be written; nothing was sent then.
  func keep(_ transaction: SignedTransaction) throws -> SubmissionCopy {
    switch self {
    case .signedNow(let directory):
      do {
        let saved = try SignedTransactionFile.save(transaction, in: directory)
        return .file(saved.path, isNew: saved.isNew)
      } catch let error as Errno {
        throw SignedTransactionFile.unwritable(
          directory, error, remedy: "Name a directory that you may write to: --save DIRECTORY")
      }
    case .standardInput:
      do {
        let saved = try SignedTransactionFile.save(transaction, in: ".")
        return .file(saved.path, isNew: saved.isNew)
      } catch {
        // Whether it ran is worth more than a copy; the bytes are printed if it comes to that.
        return .none(directory: ".")
      }
    case .file(let path): return .file(path, isNew: false)
    case .argument: return .elsewhere
    }
  }

  /// Whether these bytes have never been sent: an earlier run leaves its file while it does not know.
  func isFirst(_ copy: SubmissionCopy) -> Bool {
    guard case .signedNow = self, case .file(_, isNew: true) = copy else { return false }
    return true
  }
}

/// Where the bytes of a submission are.
enum SubmissionCopy {
  /// In a file, which this run made if it is new.
  case file(String, isNew: Bool)
  /// With whoever typed them.
  case elsewhere
  /// Nowhere: this directory did not take them.
  case none(directory: String)

  /// Removes what this run made, once it is of no more use. A file that stays does no harm.
  func removeIfNew() {
    if case .file(let path, isNew: true) = self { unlink(path) }
  }
}
