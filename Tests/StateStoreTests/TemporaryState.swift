import Foundation
import StateStore
import TestSupport

/// Runs `body` with a new state in a directory of its own.
@discardableResult
func withState<Result>(
  _ body: (StateDatabase) async throws -> Result
) async throws -> Result {
  try await withTemporaryDirectory { directory in
    let state = try await StateDatabase.open(directory.appending(path: "state").path)
    return try await body(state)
  }
}

extension StateOptions {
  /// Many connections take turns, and a busy machine is slow.
  static let patient = StateOptions(busyTimeout: .seconds(300))
}
