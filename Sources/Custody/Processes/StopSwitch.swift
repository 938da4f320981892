import Synchronization

/// Tells a thread that waits in `poll` to stop. Can be pulled from anywhere, at any time, often.
final class StopSwitch: Sendable {
  /// Hung up, and so reported by `poll`, once the switch is pulled.
  let signal: Descriptor

  private let hold: Mutex<Descriptor?>

  /// - Throws: ``ChildProcessError/system(call:errno:)``.
  init() throws(ChildProcessError) {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    signal = readEnd
    hold = Mutex(writeEnd)
  }

  /// Tells the thread to stop.
  func pull() { hold.withLock { $0 = nil } }
}
