import CLinux
import Glibc
import Synchronization

/// Keeps core files and debuggers of other processes away while it exists: the limit of core files
/// is 0 and the process is not dumpable (prctl(2), PR_SET_DUMPABLE). What was set before comes back
/// with the last one that goes.
///
/// Guarded memory stays out of core files by itself; this is for the copies that a cipher or a
/// hash leaves on the stack.
public final class DumpProtection: Sendable {
  private struct State {
    var count = 0
    var limit = rlimit()
    var isDumpable: Int32 = 1
  }

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
    }
  }

  deinit {
    Self.state.withLock { state in
      state.count -= 1
      guard state.count == 0 else { return }
      _ = setrlimit(__rlimit_resource_t(4), &state.limit)
      if state.isDumpable == 1 { _ = steward_set_dumpable(1) }
    }
  }
}
