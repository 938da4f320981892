import Synchronization

/// Tells a thread that waits in `poll` to stop. Can be pulled from anywhere, at any time, often.
package final class StopSwitch: Sendable {
  /// Hung up, and so reported by `poll`, once the switch is pulled.
  package let signal: Descriptor

  private let hold: Mutex<Descriptor?>

  /// - Throws: ``ChildProcessError/system(call:errno:)``.
  package init() throws(ChildProcessError) {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    signal = readEnd
    hold = Mutex(writeEnd)
  }

  /// Tells the thread to stop.
  package func pull() { hold.withLock { $0 = nil } }
}
