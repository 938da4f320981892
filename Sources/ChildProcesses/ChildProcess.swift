import CLinux
import Glibc

/// A running child: the leader of a session and process group of its own, without a terminal.
///
/// Its number stays its own until ``reap()``, so that a signal can never reach a stranger.
struct ChildProcess: ~Copyable {
  /// Process number, and the number of its process group.
  private let id: pid_t

  /// Readable once the child has exited (pidfd_open(2)).
  let exitSignal: Descriptor

  /// Starts a program.
  ///
  /// The child inherits the three descriptors and nothing else, blocks no signal, and takes the
  /// default action for those that Steward may ignore. The caller keeps the descriptors open until
  /// this returns, and closes them afterwards.
  ///
  /// - Throws: ``ChildProcessError``: `noProgram`, `argumentContainsNUL`, `notFound`,
  ///   `notExecutable`, `interpreterNotFound` or `system`.
  init(
    _ command: ChildCommand, input: borrowing Descriptor, output: borrowing Descriptor,
    errors: borrowing Descriptor
  ) throws(ChildProcessError) {
    guard let program = command.arguments.first, !program.isEmpty else { throw .noProgram }
    if let index = command.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
      throw .argumentContainsNUL(index: index)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // None of these can fail but for memory, and then posix_spawn does.
    posix_spawn_file_actions_adddup2(&actions, input.number, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.number, STDERR_FILENO)
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGCHLD] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // A session rather than a group: a program that wants to ask on the terminal then fails at
    // once, where it would otherwise be stopped by the kernel and found by the timeout.
    let signalFlags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, signalFlags | steward_spawn_setsid)

    let environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
    var id: pid_t = 0
    let failure = Self.withCStrings(command.arguments) { arguments in
      Self.withCStrings(environment) { environment in
        posix_spawnp(&id, program, &actions, &attributes, arguments, environment)
      }
    }
    guard failure == 0 else { throw Self.startError(failure, program: program) }
    let exitDescriptor = pidfd_open(id, 0)
    guard exitDescriptor >= 0 else {
      let error = ChildProcessError.system(call: "pidfd_open", errno: errno)
      kill(-id, SIGKILL)
      waitpid(id, nil, 0)
      throw error
    }
    self.id = id
    exitSignal = Descriptor(owning: exitDescriptor)
  }

  /// Sends a signal to the child and to everything it started that is still in its group.
  func signalGroup(_ signal: Int32) {
    kill(-id, signal)  // fails only when nobody is left
  }

  /// Collects the exit status of a child that has exited. Call once.
  ///
  /// - Returns: The status in the form of wait(2).
  /// - Throws: ``ChildProcessError/system(call:errno:)``.
  func reap() throws(ChildProcessError) -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      guard errno == EINTR else { throw .system(call: "waitpid", errno: errno) }
    }
    return status
  }

  private static func startError(_ errno: Int32, program: String) -> ChildProcessError {
    switch errno {
    case ENOENT where program.utf8.contains(UInt8(ascii: "/")) && access(program, F_OK) == 0:
      .interpreterNotFound(program: program)
    case ENOENT, ENOTDIR: .notFound(program: program)
    case EACCES, ENOEXEC: .notExecutable(program: program)
    default: .system(call: "posix_spawn", errno: errno)
    }
  }

  /// Lends an array of C strings, ended by a null pointer.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
