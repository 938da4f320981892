import Synchronization

/// Turns progress, which may come often and from any thread, into a few lines of text.
public final class ProgressReporter<C: Clock<Duration>>: Sendable {
  fileprivate struct Sample {
    let instant: C.Instant
    let sent: UInt64
  }

  fileprivate struct State {
    var samples: [Sample] = []
    var last: UploadProgress?
    var shown: C.Instant?
  }

  /// Over how long the rate is taken.
  private static var window: Duration { .seconds(5) }

  private let label: String
  private let rendering: ProgressRendering
  private let clock: C
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Creates a reporter.
  ///
  /// - Parameters:
  ///   - label: What moves.
  ///   - rendering: How it is shown.
  ///   - clock: Which limits how often, and measures the rate.
  ///   - write: Gets the texts, one after the other.
  public init(
    _ label: String, as rendering: ProgressRendering, clock: C,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.rendering = rendering
    self.clock = clock
    self.write = write
  }

  /// Takes progress, and shows it unless something was shown just before.
  public func update(_ progress: UploadProgress) {
    state.withLock { state in
      let now = clock.now
      state.add(Sample(instant: now, sent: progress.sentBytes), window: Self.window)
      state.last = progress
      if let shown = state.shown, shown.duration(to: now) < rendering.interval { return }
      state.shown = now
      // Inside the lock, so that texts do not overtake each other.
      write(rendering.text(for: snapshot(state, isFinal: false)))
    }
  }

  /// Shows where it ended, whatever was shown before. Nothing when there was no progress.
  public func finish() {
    state.withLock { state in
      guard state.last != nil else { return }
      write(rendering.text(for: snapshot(state, isFinal: true)))
      state.last = nil
    }
  }

  private func snapshot(_ state: borrowing State, isFinal: Bool) -> ProgressSnapshot {
    ProgressSnapshot(
      label: label, progress: state.last ?? UploadProgress(sentBytes: 0, totalBytes: 0),
      rate: state.rate, isFinal: isFinal)
  }
}

extension ProgressReporter.State {
  /// Adds a sample and forgets those before the window.
  fileprivate mutating func add(_ sample: ProgressReporter.Sample, window: Duration) {
    // Something is sent again: what went before says nothing about the rate.
    if let last = samples.last, sample.sent < last.sent { samples = [] }
    samples.append(sample)
    // One sample from before the window stays, so that the rate is over all of it.
    while samples.count > 2, samples[1].instant.duration(to: sample.instant) >= window {
      samples.removeFirst()
    }
    // A fast sender reports often: at most so many samples, evenly thinned.
    if samples.count > 512 {
      let last = samples.indices.last
      samples = samples.indices.filter { $0.isMultiple(of: 2) || $0 == last }.map { samples[$0] }
    }
  }

  fileprivate var rate: Double? {
    guard let first = samples.first, let last = samples.last else { return nil }
    let seconds = first.instant.duration(to: last.instant) / .seconds(1)
    return seconds > 0 ? Double(last.sent - first.sent) / seconds : nil
  }
}
