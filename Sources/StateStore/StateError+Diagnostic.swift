public import Diagnostics
import Glibc

extension StateError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .badPath(let path):
      make(
        "badPath", "This is no place for a state",
        "\(Excerpt(path, limit: 400)) is not a directory with a database in it.",
        ["Name a directory; it is made when it is not there."])
    case .exists(let path):
      make(
        "exists", "There is something already", "\(path) exists, and is not replaced.",
        ["Name another path."])
    case .missing(let path):
      make(
        "missing", "There is no state", "There is no database in \(path).",
        [
          "Check the path.",
          "If it was lost, do not begin anew beside models that live: see docs/state.md.",
        ])
    case .system(let call, let path, let code):
      make(
        "system", "The system refused the state", "\(call) on \(path): \(text(of: code)).",
        ["Check the path, its owner, and that the disk is well and has room."])
    case .looseMode(let path, let mode):
      make(
        "looseMode", "The state is open to others",
        "\(path) has mode 0\(String(mode, radix: 8)); only its owner may have access.",
        ["Take it away from the others:\n    chmod go= \(path)"])
    case .otherOwner(let path, let user):
      make(
        "otherOwner", "The state belongs to another user", "\(path) belongs to user \(user).",
        ["Run as that user, or name another directory."])
    case .sharedFileSystem(let path, let name):
      make(
        "sharedFileSystem", "The state is on a shared file system",
        "\(path) lies on \(name), where locks do not keep two machines from writing at once.",
        ["Name a directory on a disk of this machine."])
    case .foreign(let path, let id):
      make(
        "foreign", "The database belongs to another program",
        "\(path) has the application id \(id). Nothing was changed.",
        ["Name another directory."])
    case .newer(let path, let version, let known):
      make(
        "newer", "The state is newer than this program",
        "\(path) has version \(version); this program knows \(known). Nothing was changed.",
        ["Use the version of Steward that wrote it, or a later one."])
    case .older(let path, let version, let known):
      make(
        "older", "The state is older than this program",
        "\(path) has version \(version) of \(known), and a command that only reads does not change"
          + " that.",
        ["Run any command that writes; it brings the state up to date."])
    case .damaged(let path, let reason):
      make(
        "damaged", "The state is damaged", "\(path): \(Excerpt(reason, limit: 400)).",
        ["Copy the directory as it is to a safe place, then restore the latest backup."])
    case .busy(let path):
      make(
        "busy", "The state is locked", "Another process kept \(path) locked.",
        ["Wait for it to end, then run again; `fuser -v \(path)` shows who it is."])
    case .diskFull(let path):
      make(
        "diskFull", "The disk is full", "There is no room for \(path). Nothing was recorded.",
        ["Free some space, then run again."])
    case .database(let path, let code, let message):
      make(
        "database", "The database refused",
        "\(path): SQLite says \(code): \(Excerpt(message, limit: 400)).",
        ["Check that the disk is well, then run again."])
    case .outOfRange(let number):
      make(
        "outOfRange", "A number is too large to be stored", "\(number) is more than 2⁶³−1.",
        ["Please report this, with the command that you typed."])
    case .keyReused(let key, let sealed, let refused):
      make(
        "keyReused", "A key must not seal two things",
        "The key with the hash \(key) has sealed weights with the BLAKE2b-256 \(sealed); these have"
          + " \(refused). Whoever sees both ciphertexts can read both.",
        ["Use another key, or the same weights."])
    case .leaseLost(let name, let token, let current):
      make(
        "leaseLost", "Another run has taken over",
        "This run held \(name) as number \(token); by now number \(current) was given.",
        ["Nothing was recorded. Let the other run finish, then run again."])
    case .conflict(let subject, let reason):
      make(
        "conflict", "This contradicts the record", "\(subject): \(reason).",
        ["Nothing was recorded. Look at what is there, then decide."])
    case .refused(let reason):
      make(
        "refused", "This was not recorded", "\(Excerpt(reason, limit: 400)).",
        ["Nothing was recorded. Mend what it names, then run again."])
    case .unknown(let subject):
      make(
        "unknown", "There is no such record", "The state has no \(subject).",
        ["Check the name, and that this is the right state."])
    }
  }

  private func make(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "state.\(name)", summary: summary, detail: detail, remedies: remedies)
  }

  private func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
