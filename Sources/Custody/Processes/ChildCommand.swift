/// A program to run as a child: what it gets, and how long it may take.
struct ChildCommand: Sendable {
  /// The arguments, the program first: a path when it contains `/`, otherwise a name that is looked
  /// up in `PATH`. No shell reads them.
  var arguments: [String]

  /// The child's whole environment.
  var environment: [String: String]

  /// What the child reads on its standard input, before the end of the file.
  var input: [UInt8] = []

  /// Whether what the child writes to its standard error appears on ours too, as it comes.
  var echoesErrors = false

  /// How long the child may take from start to exit.
  var timeout: Duration

  /// How long a child that is being ended may take to clean up, between SIGTERM and SIGKILL.
  var grace: Duration = .seconds(2)
}

/// How a child that succeeded left things.
struct ChildExit: Equatable, Sendable {
  /// How many bytes it wrote to its standard output.
  var outputCount: Int

  /// How many bytes of its input it did not take before it closed its end.
  var untakenInput: Int
}
