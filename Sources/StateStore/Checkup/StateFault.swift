public import Diagnostics
import Glibc

/// What is wrong with a state that can be opened.
public enum StateFault: Error, Equatable, Sendable {
  /// A packet that may be needed is not in the directory; how many copies are on record elsewhere.
  case packetMissing(String, copies: Int)
  /// A packet is not the one that was recorded.
  case packetAltered(String)
  /// A packet cannot be read.
  case packetUnreadable(String, errno: Int32)
  /// An event was changed, taken out or put in; the first that does not fit.
  case eventsBroken(UInt64)
  /// There is no ballast, or not all of it.
  case noBallast(String)
}

extension StateFault {
  /// Whether the state can be used all the same.
  public var isWarning: Bool {
    switch self {
    case .noBallast: true
    case .packetMissing(_, let copies): copies > 0
    case .packetAltered, .packetUnreadable, .eventsBroken: false
    }
  }
}

extension StateFault: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .packetMissing(let name, let copies):
      make(
        "packetMissing", "A packet is not in the state directory",
        "packets/\(name) is not there; \(copies) other copies are on record. Without the packet there is"
          + " no reveal.",
        ["Put the file back from a backup of the state, or fetch it from beside the object."])
    case .packetAltered(let name):
      make(
        "packetAltered", "A packet is not the one on record",
        "packets/\(name) has other bytes than when it was recorded.",
        [
          "Move it away, and put the file back from a backup of the state, or fetch it from beside the"
            + " object."
        ])
    case .packetUnreadable(let name, let code):
      make(
        "packetUnreadable", "A packet cannot be read",
        "packets/\(name): \(String(cString: strerror(code))).",
        ["Look at what it is, and at who may read it."])
    case .eventsBroken(let number):
      make(
        "eventsBroken", "The record of events was changed",
        "Event \(number) does not follow from those before it: one was changed, taken out or put in by"
          + " hand, or the disk has lost something.",
        ["Copy the directory as it is to a safe place, then restore the latest backup."])
    case .noBallast(let path):
      make(
        "noBallast", "There is nothing to give up when the disk is full",
        "\(path) does not take up \(StateBallast.byteCount) bytes.",
        ["Free some space; the next command that writes makes it again."])
    }
  }

  private func make(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "state.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}
