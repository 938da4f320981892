import Glibc
import Synchronization

/// A child process whose standard output we read.
///
/// Not for more than one thread. Its owner calls ``release()`` in any case.
final class ChildProcess {
  /// How a process ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// POSIX_SPAWN_SETSID, which spawn.h of glibc shows only to GNU code.
  private static let newSession: Int16 = 0x80

  /// One start at a time: between pipe(2) and FD_CLOEXEC, another child would inherit the pipe.
  private static let starting = Mutex<Void>(())

  /// The reading end of the pipe.
  let output: Int32

  private let identifier: pid_t
  private var end: End?
  private var isGone = false

  /// Starts a program in a session, and so in a process group, of its own, with default signals
  /// and /dev/null as its input.
  ///
  /// - Throws: ``GuardedReader/Failure/system(_:)``.
  init(_ words: [String], withholding withheld: Set<String>) throws(GuardedReader.Failure) {
    // A NUL would silently end the word there.
    guard !words.contains(where: { $0.utf8.contains(0) }) else { throw .system(EINVAL) }
    let started = Self.starting.withLock { _ in Self.start(words, withholding: withheld) }
    (output, identifier) = try started.get()
  }

  /// How the process ended; `nil` while it runs. Does not wait.
  ///
  /// - Throws: ``GuardedReader/Failure/system(_:)``.
  func currentEnd() throws -> End? {
    guard !isGone else { return end }
    var status: Int32 = 0
    switch waitpid(identifier, &status, WNOHANG) {
    case 0: break
    case identifier:
      // wait(2): the low seven bits are the signal, the next byte is the exit status.
      let signal = status & 0x7f
      end = signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
      isGone = true
    default:
      let code = errno
      guard code != EINTR else { break }
      isGone = true  // ECHILD: whoever started us ignores SIGCHLD, and the kernel keeps no status
      throw GuardedReader.Failure.system(code)
    }
    return end
  }

  /// Waits for the end.
  ///
  /// - Throws: ``GuardedReader/Failure``: `timedOut`, `system`; `CancellationError`.
  func waitForEnd(until deadline: ContinuousClock.Instant) throws -> End {
    while true {
      if let end = try currentEnd() { return end }
      try Task.checkCancellation()
      guard ContinuousClock.now < deadline else { throw GuardedReader.Failure.timedOut }
      poll(nil, 0, 5)
    }
  }

  /// Kills the process group if the process still runs, and lets go of it.
  func release() {
    close(output)
    guard !isGone else { return }
    // Not reaped yet, so that the number cannot belong to somebody else.
    kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    isGone = true
  }

  private static func start(
    _ words: [String], withholding withheld: Set<String>
  ) -> Result<(output: Int32, identifier: pid_t), GuardedReader.Failure> {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(.system(errno)) }
    let (reading, writing) = (ends[0], ends[1])
    defer { close(writing) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }  // fails only for a closed descriptor
    let (identifier, code) = spawn(words, writingTo: writing, withholding: withheld)
    guard code == 0 else {
      close(reading)
      return .failure(.system(code))
    }
    return .success((reading, identifier))
  }

  private static func spawn(
    _ words: [String], writingTo output: Int32, withholding withheld: Set<String>
  ) -> (pid_t, Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    var identifier: pid_t = 0
    let code = posix_spawnp(
      &identifier, words[0], &actions, &attributes, arguments + [nil],
      environment(withholding: withheld) + [nil])
    return (identifier, code)
  }

  /// Our environment without some variables; the texts are not copied.
  private static func environment(
    withholding withheld: Set<String>
  ) -> [UnsafeMutablePointer<CChar>?] {
    var entries: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let entry = next.pointee {
      let isWithheld = withheld.contains { name in
        let count = name.utf8.count
        return strncmp(entry, name, count) == 0 && entry[count] == CChar(UInt8(ascii: "="))
      }
      if !isWithheld { entries.append(entry) }
      next += 1
    }
    return entries
  }
}
