import Hosting

/// Says what a command waits for when nothing moves: after 5 s, then ever more seldom.
struct SilenceNotice {
  private static let first = Duration.seconds(5)

  private var next = Self.first

  /// The line to show now.
  ///
  /// - Parameter silence: What is waited for; `nil` when there is nothing.
  /// - Returns: `nil` when nothing is to be said, or it was just said.
  mutating func line(for silence: TransferActivity.Silence?) -> String? {
    guard let silence, silence.duration >= Self.first else {
      next = Self.first
      return nil
    }
    guard silence.duration >= next else { return nil }
    next = silence.duration * 3
    let seconds = silence.duration.components.seconds
    return
      (["Still waiting after \(seconds) s: \(silence.request)."]
      + [silence.failure]
      .compactMap(\.self)).joined(separator: " ")
  }
}

extension TransferActivity {
  /// Runs `body`, and says on standard error what it waits for when nothing moves.
  func noticing<Value>(_ body: () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        var notice = SilenceNotice()
        while true {
          try await Task.sleep(for: .seconds(1))
          if let line = notice.line(for: self.silence()) { Terminal.writeMessage(line) }
        }
      }
      defer { group.cancelAll() }
      return try await body()
    }
  }
}
