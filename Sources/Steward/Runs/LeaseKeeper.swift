import Lifecycle
import SomaTypes
import StateStore

/// Holds leases, and says that their holder is alive as long as the work goes on.
struct LeaseKeeper: Sendable {
  let state: StateDatabase
  let clock: RunClock
  /// How long a holder may be silent, in milliseconds.
  let ttl: Int64

  /// What came of work that needs a lease.
  enum Outcome<Value: Sendable>: Sendable {
    /// It was done.
    case done(Value)
    /// Somebody else has the lease.
    case held(by: LeaseHolder)
  }

  /// Runs `body` while the lease is ours.
  ///
  /// That it is lost does not end `body`: what it tries to record under the fence is refused.
  func hold<Value: Sendable>(
    _ name: LeaseName, _ body: (Fence) async throws -> Value
  ) async throws -> Outcome<Value> {
    let answer = try await state.acquireLease(
      name, for: LeaseHolder.new(), ttl: ttl, now: BootTime.now)
    guard case .granted(let fence) = answer else {
      guard case .held(let holder, _) = answer else { throw StateError.unknown("lease \(name)") }
      return .held(by: holder)
    }
    let heart = Task { [state, clock, ttl] in
      while true {
        try await clock.sleep(.milliseconds(max(ttl / 3, 20)))
        try await state.renewLease(fence, now: BootTime.now)
      }
    }
    defer { heart.cancel() }
    let result: Result<Value, any Error>
    do { result = .success(try await body(fence)) } catch { result = .failure(error) }
    try await state.releaseLease(fence)
    return .done(try result.get())
  }
}
