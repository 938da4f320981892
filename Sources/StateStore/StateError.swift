public import SomaCrypto
public import SomaTypes

/// Why the state could not be used, or did not take what it was to record.
public enum StateError: Error, Equatable, Sendable {
  /// A path that cannot be that of a state: empty, with a NUL, or something else is there.
  case badPath(String)
  /// Something is there already, and is not replaced.
  case exists(String)
  /// There is no state in the directory.
  case missing(String)
  /// The system refused a call.
  case system(call: String, path: String, errno: Int32)
  /// Others than the owner can open it; the permission bits.
  case looseMode(path: String, mode: UInt32)
  /// It belongs to another user.
  case otherOwner(path: String, user: UInt32)
  /// Several machines can write to it at the same time.
  case sharedFileSystem(path: String, name: String)
  /// The database is of another program.
  case foreign(path: String, applicationID: Int32)
  /// A later version of this program wrote it.
  case newer(path: String, version: Int, known: Int)
  /// It was opened for reading only, and an older version of this program wrote it.
  case older(path: String, version: Int, known: Int)
  /// What is stored cannot be trusted; what SQLite or the reader of a row says of it.
  case damaged(path: String, reason: String)
  /// Another process kept the database locked for as long as we wait.
  case busy(path: String)
  /// There is no room on the disk; nothing of the change was recorded.
  case diskFull(path: String)
  /// SQLite refused for another reason; its extended result code and its words.
  case database(path: String, code: Int32, message: String)
  /// A number is too large to be stored.
  case outOfRange(UInt64)
  /// A key has sealed something else; both plaintexts.
  case keyReused(DecryptionKeyCommitment, sealed: Bytes32, refused: Bytes32)
  /// Somebody else has the lease by now, or it was broken; its name, and both tokens.
  case leaseLost(String, token: UInt64, current: UInt64)
  /// What was to be recorded contradicts what is on record; what it is about, and how.
  case conflict(String, reason: String)
  /// Whoever was recording gave up, and nothing of it was recorded; what stopped them.
  case refused(String)
  /// There is no such record.
  case unknown(String)
}
