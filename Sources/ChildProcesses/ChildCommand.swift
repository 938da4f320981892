/// A program to run as a child: what it gets, and how long it may take.
package struct ChildCommand: Sendable {
  /// The arguments, the program first: a path when it contains `/`, otherwise a name that is looked
  /// up in `PATH`. No shell reads them.
  package var arguments: [String]

  /// The child's whole environment.
  package var environment: [String: String]

  /// What the child reads on its standard input, before the end of the file.
  package var input: ChildInput

  /// Whether what the child writes to its standard error appears on ours too, as it comes.
  package var echoesErrors: Bool

  /// How long the child may take from start to exit.
  package var timeout: Duration

  /// How long a child that is being ended may take to clean up, between SIGTERM and SIGKILL.
  package var grace: Duration

  /// Describes a run; nothing is started yet.
  package init(
    arguments: [String], environment: [String: String], input: ChildInput = ChildInput([]),
    echoesErrors: Bool = false, timeout: Duration, grace: Duration = .seconds(2)
  ) {
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.echoesErrors = echoesErrors
    self.timeout = timeout
    self.grace = grace
  }
}

/// How a child that succeeded left things.
package struct ChildExit: Equatable, Sendable {
  /// How many bytes it wrote to its standard output.
  package var outputCount: Int

  /// How many bytes of its input it did not take before it closed its end.
  package var untakenInput: Int

  /// Says how a child left things.
  package init(outputCount: Int, untakenInput: Int) {
    self.outputCount = outputCount
    self.untakenInput = untakenInput
  }
}
