/// Lets few tasks at a time do something, in the order in which they came.
///
/// Every transcript starts processes one after the other, and all transcripts run at once: without turns
/// they would take the machine from tests that have deadlines to keep.
actor Turns {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Allows so many tasks at a time.
  init(_ count: Int) { free = count }

  /// Returns when it is the caller's turn, which ends with ``leave()``.
  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives the turn to whoever waits longest.
  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
