public import Diagnostics
import Glibc

/// Why a data directory cannot be used.
public enum ChainStorageError: Error, Equatable, Sendable {
  /// The system refused a call on a file.
  case system(call: String, path: String, errno: Int32)
  /// Another localnet uses the directory: this process, if it says so.
  case inUse(path: String, pid: Int32?)
  /// There is something in the directory, and no chain.
  case notAChain(path: String)
  /// There is a chain in the directory already, and a genesis was given for another.
  case alreadyAChain(path: String)
  /// There is no chain in the directory, or no directory.
  case noChain(path: String)
  /// The chain in the directory began with other options of the ledger.
  case otherOptions(path: String)
  /// A file of the chain is not there, and another one says that it should be.
  case missing(path: String)
  /// The file is of another program, or of a later version of this one.
  case unknownFormat(path: String)
  /// The file was changed or damaged at this byte, before its end.
  case damaged(path: String, offset: Int)
  /// The file is whole, but this program makes another chain of it.
  case otherChain(path: String, reason: String)
}

extension ChainStorageError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .system(let call, let path, let errno):
      diagnostic(
        "system", "The system refused a file of the local chain",
        "\(call) on \(path): \(String(cString: strerror(errno))).",
        ["Check the path, its owner and the free space."])
    case .inUse(let path, let pid):
      diagnostic(
        "inUse", "Another localnet uses this directory",
        "\(path) is locked" + (pid.map { " by process \($0)" } ?? "") + ".",
        [
          "Stop it, or use another directory:\n"
            + "    steward localnet stop --data-dir \(shellQuoted(path))"
        ])
    case .notAChain(let path):
      diagnostic(
        "notAChain", "The directory has something else in it",
        "\(path) is not empty, and no local chain is in it. Nothing was changed.",
        ["Use an empty directory."])
    case .alreadyAChain(let path):
      diagnostic(
        "alreadyAChain", "The directory has a local chain already",
        "\(path) goes on with the chain that is in it; a genesis cannot be changed afterwards.",
        [
          "Leave the options of the genesis out, or begin again; everything on the chain is lost "
            + "then:\n    steward localnet reset --yes --data-dir \(shellQuoted(path))"
        ])
    case .noChain(let path):
      diagnostic(
        "noChain", "There is no local chain in the directory",
        "\(path) has no file `genesis` of a local chain. Nothing was changed.",
        ["Check the path of the directory."])
    case .otherOptions(let path):
      diagnostic(
        "otherOptions", "The chain began with other options",
        "\(path) has a chain that was begun with another choice of --slashed-stake-as-shipped; with "
          + "this one it would have another history.",
        ["Choose as at the beginning, or use another directory."])
    case .missing(let path):
      diagnostic(
        "missing", "A file of the local chain is missing",
        "\(path) is not there, and the rest of the chain is. Nothing was changed.",
        ["Restore the directory from a copy, or use another directory."])
    case .unknownFormat(let path):
      diagnostic(
        "unknownFormat", "A file of the local chain has another format",
        "\(path) does not begin as this version writes it.",
        ["Use the version of Steward that made it, or another directory."])
    case .damaged(let path, let offset):
      diagnostic(
        "damaged", "A file of the local chain is damaged",
        "\(path) was changed at byte \(offset) or before. What follows it cannot be trusted.",
        ["Restore the directory from a copy, or begin again with another one."])
    case .otherChain(let path, let reason):
      diagnostic(
        "otherChain", "A local chain cannot be continued",
        "\(path) is whole, but this version of Steward makes another chain of it: \(reason).",
        ["Use the version of Steward that made it, or another directory."])
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "storage.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}
