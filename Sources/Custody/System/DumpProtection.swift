import CLinux
import Glibc
import Synchronization

/// Keeps core files and debuggers of other processes away while it exists: the limit of core files
/// is 0 and the process is not dumpable (prctl(2), PR_SET_DUMPABLE), and a crash ends it without a
/// word. What was set before comes back with the last one that goes.
///
/// The last is about Swift's own report of a crash: it prints the memory that registers point to,
/// and reads it from within the process, where being not dumpable does not stop it.
///
/// Guarded memory stays out of core files by itself; this is for the copies that a cipher or a
/// hash leaves on the stack.
public final class DumpProtection: Sendable {
  private struct State {
    var count = 0
    var limit = rlimit()
    var isDumpable: Int32 = 1
    var crashActions: [(signal: Int32, action: sigaction)] = []
  }

  /// What the runtime's report of a crash handles (SWIFT_BACKTRACE).
  private static let crashSignals = [
    SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP,
  ]

  private static let state = Mutex(State())

  /// Begins the protection.
  public init() {
    Self.state.withLock { state in
      state.count += 1
      guard state.count == 1 else { return }
      // Refused only by a kernel that lacks them; then there is nothing to protect with.
      state.isDumpable = steward_get_dumpable()
      _ = getrlimit(__rlimit_resource_t(4), &state.limit)  // RLIMIT_CORE
      var none = rlimit(rlim_cur: 0, rlim_max: state.limit.rlim_max)
      _ = setrlimit(__rlimit_resource_t(4), &none)
      _ = steward_set_dumpable(0)
      state.crashActions = Self.crashSignals.compactMap { signal in
        var current = sigaction()
        guard sigaction(signal, nil, &current) == 0, current.isHandled else { return nil }
        var standard = sigaction()
        sigaction(signal, &standard, nil)
        return (signal, current)
      }
    }
  }

  deinit {
    Self.state.withLock { state in
      state.count -= 1
      guard state.count == 0 else { return }
      _ = setrlimit(__rlimit_resource_t(4), &state.limit)
      if state.isDumpable == 1 { _ = steward_set_dumpable(1) }
      for (signal, action) in state.crashActions {
        var action = action
        sigaction(signal, &action, nil)
      }
      state.crashActions = []
    }
  }
}

extension sigaction {
  /// Whether something other than the default, or nothing, is done.
  fileprivate var isHandled: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: UInt.self) > 1  // SIG_DFL 0, SIG_IGN 1
  }
}
