import Diagnostics
import SomaClient

extension RunFile {
  /// Does something with the localnet, for `patience` at most, and says so when it runs but does not answer.
  ///
  /// - Parameters:
  ///   - patience: How long it may take.
  ///   - body: What is done, within the time that it is given.
  /// - Returns: What `body` returns.
  /// - Throws: ``CommandFailure`` for a localnet that hangs; what `body` throws otherwise.
  func answering<Value>(
    within patience: Duration, _ body: (Duration) async throws -> Value
  ) async throws -> Value {
    do { return try await body(patience) } catch let error as RPCFailure
      where error.stage != .answered
    {
      let cause = error.diagnostic
      throw CommandFailure(
        status: .unavailable,
        underlying: Diagnostic(
          code: "localnet.noAnswer", summary: "The localnet does not answer",
          detail: "Process \(pid) runs, and has not answered within \(patience). Whether it "
            + "still does what it was asked to, nobody knows. "
            + "\(cause.summary): \(cause.detail) (\(cause.code))",
          remedies: [
            "See whether it was stopped, which shows as T, and let it go on:\n"
              + "    ps -o stat= -p \(pid)\n    kill -CONT \(pid)",
            "See whether a fault keeps its replies back, or end it:\n    kill -9 \(pid)",
          ]))
    }
  }
}
