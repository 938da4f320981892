public import Diagnostics

/// Why a step on the way to a durable file failed. What was durable before it still is.
public struct FileStepError: Error, Equatable, Sendable {
  /// What was to be done.
  public enum Step: String, Sendable {
    /// Creating a file with its bytes.
    case create
    /// Giving it its name.
    case rename
    /// Removing one.
    case remove
    /// Making a directory.
    case makeDirectory
    /// Waiting for the disk.
    case sync
    /// Waiting for another process.
    case lock
  }

  /// The step.
  public var step: Step
  /// The path.
  public var path: String
  /// The `errno`.
  public var errno: Int32

  /// Creates an error.
  public init(_ step: Step, _ path: String, errno: Int32) {
    self.step = step
    self.path = path
    self.errno = errno
  }
}

extension FileStepError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "custody.unwritable", summary: "A file of the keys could not be written",
      detail: "\(sentence): \(SystemError.text(errno)). What was there before is unchanged.",
      place: Place(file: path),
      remedies: [
        "Look at the free space and at who owns the directory, then run the command again:\n"
          + "    df -h \(shellQuoted(path)); ls -ld \(shellQuoted(path))"
      ])
  }

  private var sentence: String {
    switch step {
    case .create: "Writing it"
    case .rename: "Giving it its name"
    case .remove: "Removing it"
    case .makeDirectory: "Making the directory"
    case .sync: "Waiting until it is on the disk"
    case .lock: "Waiting for another process that changes it"
    }
  }
}
