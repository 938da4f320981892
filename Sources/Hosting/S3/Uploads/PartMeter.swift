import Synchronization

/// Adds up the bytes of parts that are on their way at the same time.
final class PartMeter: Sendable {
  private struct State {
    var progress: UploadProgress
    var doneBytes: UInt64
    var underWay: [Int: UInt64] = [:]
  }

  private let state: Mutex<State>
  private let report: @Sendable (UploadProgress) -> Void

  /// - Parameters:
  ///   - plan: What is sent.
  ///   - done: Parts that are there already.
  ///   - report: Told how far it has come, from any thread.
  init(
    _ plan: UploadPlan, done: some Collection<UploadedPart>,
    report: @escaping @Sendable (UploadProgress) -> Void
  ) {
    let bytes = done.reduce(0) { $0 + $1.size }
    let progress = UploadProgress(
      sentBytes: bytes, totalBytes: plan.size, doneParts: done.count, totalParts: plan.partCount)
    state = Mutex(State(progress: progress, doneBytes: bytes))
    self.report = report
    report(progress)
  }

  /// So many bytes of a part have left.
  func set(_ bytes: UInt64, ofPart number: Int) {
    change { $0.underWay[number] = bytes }
  }

  /// A part is there.
  func finish(part number: Int, size: UInt64) {
    change {
      $0.underWay[number] = nil
      $0.doneBytes += size
      $0.progress.doneParts += 1
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let progress = state.withLock { state in
      body(&state)
      state.progress.sentBytes = state.underWay.values.reduce(state.doneBytes, +)
      return state.progress
    }
    report(progress)
  }
}
