import Glibc
import Synchronization

/// Where a run can be cut off in a test: each durable write, and each effect on the world outside.
///
/// A debug build ends by SIGKILL at the one that `STEWARD_FAILPOINT` names, as `NAME/before` or
/// `NAME/after`, with `#3` behind it when it is passed for the third time, and adds a line for each that it
/// passes to the file that `STEWARD_FAILPOINT_TRACE` names. A release build has none of it.
public enum Failpoint: String, CaseIterable, Sendable {
  // Effects outside.
  /// A packet lies in a place.
  case packetWritten
  /// The host has all bytes of an object.
  case objectStored
  /// Signed bytes leave for a node.
  case submitted

  // Writes into the state, by ``ModelEvent``.
  /// A spec was accepted.
  case specAccepted
  /// A person's approval is on record.
  case approvalRecorded
  /// The key is bound to its plaintext.
  case sealingRecorded
  /// The release is sealed.
  case releaseSealed
  /// The release is hosted.
  case releaseHosted
  /// The release is verified.
  case releaseVerified
  /// The release went back, or cannot be.
  case releaseChanged
  /// The attempt begins.
  case attemptPacked
  /// The drill is on record.
  case drillRecorded
  /// The attempt was drilled.
  case attemptDrilled
  /// The attempt moved on, as the chain shows.
  case attemptMoved
  /// Signed bytes are on record.
  case intentPrepared
  /// Bytes are about to leave.
  case intentSending
  /// The outcome is on record.
  case intentSettled
  /// Something else was found out about an intent.
  case intentNoted
  /// A model was adopted, recognised, renamed or replaced.
  case modelBound
  /// A probe is on record.
  case probeRecorded
  /// Anything else of a model or of the account.
  case noteRecorded

  /// Before or after.
  public enum Side: String, CaseIterable, Sendable {
    /// It has not happened.
    case before
    /// It has, and nobody knows.
    case after
  }

  #if DEBUG
    /// How often each was passed.
    private static let passes = Mutex<[String: Int]>([:])
  #endif

  /// Ends the process here if a test asks for it.
  func reach(_ side: Side) {
    #if DEBUG
      let name = "\(rawValue)/\(side.rawValue)"
      if let file = getenv("STEWARD_FAILPOINT_TRACE"), let stream = fopen(file, "a") {
        fputs("\(name)\n", stream)
        fclose(stream)
      }
      guard let wanted = getenv("STEWARD_FAILPOINT").map({ String(cString: $0) }) else { return }
      let pass = Self.passes.withLock { passes in
        passes[name, default: 0] += 1
        return passes[name, default: 0]
      }
      guard wanted == "\(name)#\(pass)" || pass == 1 && wanted == name else { return }
      kill(getpid(), SIGKILL)
      while true { pause() }  // the signal may take a moment
    #endif
  }

  /// Runs `body` between both sides.
  func around<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    reach(.before)
    let value = try await body()
    reach(.after)
    return value
  }
}
