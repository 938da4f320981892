import Diagnostics
import Synchronization

/// Whether anything moves in the transfers of a transport, for whoever waits and wonders.
public final class TransferActivity: Sendable {
  /// What is waited for.
  public struct Silence: Equatable, Sendable {
    /// The request, without secrets.
    public var request: String
    /// Why the last attempt failed; `nil` when it has not.
    public var failure: String?
    /// For how long nothing has moved.
    public var duration: Duration
  }

  private struct State {
    var openRequests = 0
    var request = ""
    var failure: String?
    var since = ContinuousClock.now
  }

  private let state = Mutex(State())

  /// Begins with nothing to wait for.
  public init() {}

  /// What is waited for.
  ///
  /// - Returns: `nil` while no request is under way, or about to be made again.
  public func silence(at now: ContinuousClock.Instant = .now) -> Silence? {
    state.withLock { state in
      guard state.openRequests > 0 || state.failure != nil else { return nil }
      return Silence(
        request: state.request, failure: state.failure, duration: state.since.duration(to: now))
    }
  }

  /// A request is about to be sent.
  func began(_ request: HTTPRequest, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      if state.openRequests == 0, state.failure == nil { state.since = now }
      state.openRequests += 1
      state.request = request.description
    }
  }

  /// Bytes of a body have moved.
  func moved(at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.failure = nil
      state.since = now
    }
  }

  /// An answer is complete. One that tells to come again later is none that was waited for.
  func answered(_ status: Int, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.openRequests -= 1
      if status >= 500 || status == 429 {
        state.failure = "The server answered with HTTP \(status)."
      } else {
        state.failure = nil
        state.since = now
      }
    }
  }

  /// A request came to nothing.
  func failed(_ error: any Error) {
    state.withLock { state in
      state.openRequests -= 1
      if let error = error as? TransferError { state.failure = error.diagnostic.detail }
    }
  }
}
