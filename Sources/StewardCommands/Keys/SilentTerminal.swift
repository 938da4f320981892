import Glibc

/// A terminal that does not show what is typed, and shows it again whatever ends the silence: also a
/// signal that ends the process.
enum SilentTerminal {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// What the handler puts back. Written before it is in place; one prompt is open at a time.
  nonisolated(unsafe) private static let before = UnsafeMutablePointer<termios>.allocate(
    capacity: 1)
  nonisolated(unsafe) private static var descriptor: Int32 = -1

  /// Runs `body` while nothing shows; `nil` when the terminal is lost before that.
  static func run<Result: ~Copyable>(
    on terminal: Int32, _ body: () throws -> Result
  ) rethrows -> Result? {
    guard tcgetattr(terminal, before) == 0 else { return nil }
    descriptor = terminal
    let handled = signals.filter(handle)
    defer { for number in handled { signal(number, SIG_DFL) } }
    var silent = before.pointee
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ECHONL)
    guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { return nil }
    defer { tcsetattr(terminal, TCSAFLUSH, before) }
    return try body()
  }

  /// Handles a signal that would end the process; one that is ignored, as under `nohup`, stays so.
  private static func handle(_ number: CInt) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0,
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_DFL, to: Int.self)
    else { return false }
    var restoring = sigaction()
    restoring.__sigaction_handler.sa_handler = { number in
      // Both may be called here (signal-safety(7)); the raised one comes when this returns.
      tcsetattr(SilentTerminal.descriptor, TCSANOW, SilentTerminal.before)
      signal(number, SIG_DFL)
      raise(number)
    }
    return sigaction(number, &restoring, nil) == 0
  }
}
