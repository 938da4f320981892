extension HTTPTransport {
  /// Sends a request, and again as long as a policy allows when no answer comes or one that may
  /// pass. For requests that may be repeated.
  ///
  /// - Parameters:
  ///   - request: What to send; called for each attempt, because signatures and headers may expire.
  ///   - body: What it carries; from the start each time.
  ///   - policy: When to give up.
  ///   - clock: The server's clock, which learns from each answer.
  ///   - onSent: As in ``send(_:body:collecting:onSent:)``.
  /// - Returns: The last answer, whatever its status is.
  /// - Throws: The last failure; what `request` throws.
  func send(
    _ request: () async throws -> HTTPRequest, body: RequestBody? = nil,
    retrying policy: TransferRetryPolicy, clock: ServerClock,
    onSent: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> HTTPResponse {
    do {
      return try await policy.run { _ in
        let response = try await send(
          try await request(), body: body, collecting: 64 << 10, onSent: onSent)
        clock.learn(from: response.head)
        let advice = response.head.retryAdvice(now: clock.now)
        guard advice == .never else {
          throw PassingAnswer(response: response, retryAdvice: advice)
        }
        return response
      }
    } catch let answer as PassingAnswer {
      return answer.response
    }
  }
}

/// An answer that another attempt may improve on.
private struct PassingAnswer: RetryAdvising {
  let response: HTTPResponse
  let retryAdvice: RetryAdvice
}
