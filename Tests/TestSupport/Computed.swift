import Dispatch

private let computations = DispatchQueue(label: "steward.tests.computations")

/// Runs a long computation on a thread of its own, one after another, so that tests that wait for something are
/// served meanwhile: the pool that they share has as many threads as there are cores.
///
/// - Returns: What the computation returns.
/// - Throws: What the computation throws.
public func computed<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    computations.async { continuation.resume(with: Swift.Result { try body() }) }
  }
}
