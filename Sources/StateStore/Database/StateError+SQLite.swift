import GRDB

extension StateError {
  /// What an error means for a state at a path.
  init(_ error: any Error, path: String) {
    self =
      switch error {
      case let error as StateError: error
      case let error as UnreadableColumn:
        .damaged(path: path, reason: "the column \(error.name) holds something else")
      case let error as DatabaseError: Self(sqlite: error, path: path)
      default: .database(path: path, code: 0, message: "\(type(of: error))")
      }
  }

  private init(sqlite error: DatabaseError, path: String) {
    // Without the statement and its values, which may be confidential.
    let message = error.message ?? error.resultCode.description
    self =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: message)
      case .SQLITE_FULL: .diskFull(path: path)
      // The index of the log could not be made longer: SQLite says no more than that.
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
        .diskFull(path: path)
      default:
        .database(path: path, code: error.extendedResultCode.rawValue, message: message)
      }
  }
}
