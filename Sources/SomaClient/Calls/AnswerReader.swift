import GRPCCore

/// Reads the parts of one answer in the order that gRPC prescribes: headers, messages, a status.
///
/// For one task only: it is not `Sendable`.
final class AnswerReader {
  typealias Parts = RPCAsyncSequence<RPCResponsePart<[UInt8]>, any Error>

  private let site: CallSite
  private var parts: Parts.AsyncIterator
  private var hasEnded = false

  init(_ parts: Parts, site: CallSite) {
    self.site = site
    self.parts = parts.makeAsyncIterator()
  }

  /// Waits until the node has accepted the call, or ended it without an error.
  func waitForHeaders() async throws(RPCFailure) {
    switch try await nextPart() {
    case .metadata: break
    case .message: throw site.unreadable("A message came before the headers.")
    case .status(let status, let trailers): try end(status, trailers)
    }
  }

  /// The next message; `nil` after the last, once the node has said that the call succeeded.
  func nextMessage() async throws(RPCFailure) -> [UInt8]? {
    guard !hasEnded else { return nil }
    switch try await nextPart() {
    case .metadata: throw site.unreadable("Headers came twice.")
    case .message(let bytes): return bytes
    case .status(let status, let trailers):
      try end(status, trailers)
      return nil
    }
  }

  private func end(_ status: Status, _ trailers: Metadata) throws(RPCFailure) {
    hasEnded = true
    if let failure = site.failure(status, trailers: trailers) { throw failure }
  }

  private func nextPart() async throws(RPCFailure) -> RPCResponsePart<[UInt8]> {
    do {
      if let part = try await parts.next(isolation: #isolation) { return part }
    } catch {
      throw site.failure(error)
    }
    // An iteration that is cancelled just ends.
    if Task.isCancelled { throw site.failure(CancellationError()) }
    throw site.failure(.unavailable, "The answer ended without a status.")
  }
}
