import Synchronization

/// Sends requests over connections that are kept for the next one.
///
/// libcurl does the work on a thread for each transfer, never on the pool that runs tasks. Memory is
/// constant: the body is read as it leaves, the answer handed on as it comes. Redirects are not
/// followed, answers not decompressed, certificates always verified.
public final class HTTPTransport: Sendable {
  /// Longest header of an answer that is accepted, in bytes.
  public static let headerLimit = 64 << 10

  /// How it connects.
  public let options: TransportOptions

  private let activity: TransferActivity?
  private let idle = Mutex<[CurlSession]>([])

  /// Creates a transport without connections.
  ///
  /// - Parameters:
  ///   - options: How it connects.
  ///   - activity: Told what is waited for.
  public init(options: TransportOptions = TransportOptions(), activity: TransferActivity? = nil) {
    self.options = options
    self.activity = activity
  }

  /// Sends a request and collects the answer.
  ///
  /// - Parameters:
  ///   - request: What to send.
  ///   - body: What it carries.
  ///   - limit: How many bytes of the answer's body are accepted.
  ///   - onSent: Gets the number of bytes of the body that have left so far, on another thread, now
  ///     and then and at the end. It goes back when the body has to be sent again.
  /// - Returns: The answer, whatever its status is.
  /// - Throws: ``TransferError``; what the body's source throws; `CancellationError` at once when
  ///   the task is cancelled: the effect of the request is then unknown.
  public func send(
    _ request: HTTPRequest, body: RequestBody? = nil, collecting limit: Int = 1 << 20,
    onSent: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> HTTPResponse {
    let collected = Mutex<[UInt8]>([])
    var response = try await send(request, body: body, onSent: onSent) { _, bytes in
      let fits = collected.withLock { collected in
        guard bytes.count <= limit - collected.count else { return false }
        collected.append(contentsOf: bytes)
        return true
      }
      guard fits else { throw TransferError.Cause.answerTooLong(limit: limit) }
    }
    response.body = collected.withLock { $0 }
    return response
  }

  /// Sends a request and hands on the answer as it comes.
  ///
  /// - Parameters:
  ///   - request: What to send.
  ///   - body: What it carries.
  ///   - onSent: As in ``send(_:body:collecting:onSent:)``.
  ///   - receive: Gets the head, and the next bytes of the body, which are valid during the call;
  ///     at least once, with no bytes, as soon as the head is there. It runs on another thread, may
  ///     block, and ends the transfer by throwing.
  /// - Returns: The answer without its body, whatever its status is.
  /// - Throws: As ``send(_:body:collecting:onSent:)``, and what `receive` throws.
  public func send(
    _ request: HTTPRequest, body: RequestBody? = nil, onSent: (@Sendable (UInt64) -> Void)? = nil,
    receive: @escaping @Sendable (ResponseHead, UnsafeRawBufferPointer) throws -> Void
  ) async throws -> HTTPResponse {
    try await TransferThread.runStoppable { stop in
      let session = try self.takeSession(for: request.url)
      let transfer = CurlTransfer(request, body: body, onSent: onSent, receive: receive)
      self.activity?.began(request)
      let response: HTTPResponse
      do {
        response = try session.perform(transfer, stop: stop, activity: self.activity)
      } catch {
        self.activity?.failed(error)
        throw error
      }
      self.activity?.answered(response.status)
      self.keep(session)
      return response
    }
  }

  /// One that has a connection to the same server, if there is one.
  private func takeSession(for url: String) throws -> CurlSession {
    let origin = URLText.authority(url)
    let kept = idle.withLock { idle -> CurlSession? in
      guard let index = idle.lastIndex(where: { $0.origin == origin }) else { return nil }
      return idle.remove(at: index)
    }
    return try kept ?? CurlSession(origin: origin, options: options)
  }

  /// Only after success: a transfer that failed takes its connections with it.
  private func keep(_ session: CurlSession) {
    let dropped = idle.withLock { idle -> CurlSession? in
      idle.append(session)
      return idle.count > options.idleConnections ? idle.removeFirst() : nil
    }
    _ = dropped  // closed here, outside of the lock
  }
}
