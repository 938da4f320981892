public import Diagnostics

/// Signs that a file is still being written. The first texts are paths.
public enum UnfinishedFile: Error, Equatable, Sendable {
  /// It changed while it was looked at; its lengths in bytes before and after.
  case changing(String, from: UInt64, to: UInt64)
  /// It was written too short a time ago; negative when its time lies in the future.
  case recent(String, age: Duration, quiet: Duration)
  /// Its header claims more bytes than there are.
  case incomplete(String, SafetensorsFault)
}

extension UnfinishedFile: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .changing(let path, let before, let after):
      diagnostic(
        "changing", "A file is being written", "It had \(before) bytes and now has \(after).", path,
        "Wait for the next run; nothing was sealed.")
    case .recent(let path, let age, let quiet):
      diagnostic(
        "recent", "A file was written a moment ago",
        age < .zero
          ? "Its time is \(Duration.zero - age) in the future."
          : "That was \(age) ago; \(quiet) are waited for.",
        path,
        age < .zero
          ? "Set the clocks of this machine and of the file server right."
          : "Wait for the next run; or let the trainer write a `ready` file last.")
    case .incomplete(let path, let fault):
      SafetensorsError(file: path, fault: fault).diagnostic
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ path: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "unfinished.\(name)", summary: summary, detail: detail, place: Place(file: path),
      remedies: [remedy])
  }
}
