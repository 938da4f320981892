import HTTPTypes
import Synchronization

/// A request that reached the host.
public struct ReceivedRequest: Equatable, Sendable {
  /// The method.
  public let method: String
  /// Path and query as they were sent.
  public let target: String
  /// The headers in their order, without `Host`, and with the values of credentials left out.
  public let headers: [Header]
  /// The status of the reply, lost replies too; `nil` while there is none, and when the connection
  /// ended first.
  public internal(set) var status: Int?

  /// One header.
  public struct Header: Equatable, Sendable {
    /// The name, as it was spelled.
    public let name: String
    /// The value.
    public let value: String
  }

  /// The value of the first header of that name, in any spelling.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// The last requests.
final class RequestLog: Sendable {
  private static let limit = 10_000
  private static let secret: Set<HTTPField.Name> = [
    .authorization, .proxyAuthorization, .cookie,
  ]

  private struct State {
    var requests: [ReceivedRequest] = []
    /// How many were dropped from the beginning.
    var dropped = 0
  }

  private let state = Mutex(State())

  /// Everything that is remembered, oldest first.
  var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  /// Forgets.
  func clear() {
    state.withLock { state in
      state.dropped += state.requests.count
      state.requests = []
    }
  }

  /// Adds a request.
  ///
  /// - Returns: Its number.
  func add(_ head: HTTPRequest) -> Int {
    let headers = head.headerFields.map { field in
      ReceivedRequest.Header(
        name: field.name.rawName, value: Self.secret.contains(field.name) ? "…" : field.value)
    }
    return state.withLock { state in
      if state.requests.count == Self.limit {
        // Half at a time, because removing from the beginning moves everything else.
        state.requests.removeFirst(Self.limit / 2)
        state.dropped += Self.limit / 2
      }
      state.requests.append(
        ReceivedRequest(
          method: head.method.rawValue, target: head.path ?? "", headers: headers, status: nil))
      return state.dropped + state.requests.count - 1
    }
  }

  /// Adds what a request was answered with.
  func note(_ status: Int, at number: Int) {
    state.withLock { state in
      guard state.requests.indices.contains(number - state.dropped) else { return }
      state.requests[number - state.dropped].status = status
    }
  }
}
