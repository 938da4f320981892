/// Sends a request and collects the answer: ``HTTPTransport``, or a test's stand-in for a service.
protocol RequestSending: Sendable {
  /// As `HTTPTransport.send(_:body:collecting:onSent:)`.
  func send(
    _ request: HTTPRequest, body: RequestBody?, collecting limit: Int,
    onSent: (@Sendable (UInt64) -> Void)?
  ) async throws -> HTTPResponse
}

extension HTTPTransport: RequestSending {}
