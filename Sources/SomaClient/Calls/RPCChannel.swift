/// Makes calls to one node, each under a deadline.
///
/// Usable while ``withConnection(to:settings:_:)`` runs. Several calls may be under way at once.
public struct RPCChannel: Sendable {
  /// How long a call may take that names no deadline of its own.
  public var deadline: Duration

  /// No call outlasts this moment, whatever deadline it names.
  var latest: ContinuousClock.Instant?

  private let line: Line
  private let settings: ConnectionSettings

  init(line: Line, settings: ConnectionSettings) {
    self.line = line
    self.settings = settings
    deadline = settings.deadline
  }

  /// The node.
  public var endpoint: Endpoint { line.endpoint }

  /// Sends one message and returns the one reply.
  ///
  /// The `deadline` (``deadline`` if `nil`) runs from now to the whole reply, connecting included.
  ///
  /// - Throws: ``RPCFailure``. A cancelled task gets one with the code `cancelled`, so that its
  ///   ``RPCFailure/stage`` is not lost.
  public func call<Request, Reply>(
    _ method: RPCMethod<Request, Reply>, _ request: Request, deadline: Duration? = nil
  ) async throws(RPCFailure) -> Reply {
    let site = CallSite(endpoint: endpoint, method: method.descriptor)
    do {
      return try await perform(method, request, deadline: deadline, at: site) { reader in
        try await reader.waitForHeaders()
        guard let bytes = try await reader.nextMessage() else {
          throw site.unreadable("The answer holds no message.")
        }
        let isAlone: Bool
        do {
          isAlone = try await reader.nextMessage() == nil
        } catch let error as RPCFailure where error.stage == .answered {
          // Whoever replies has done something: the status after it must not deny that.
          throw site.failure(error.code, error.message, stage: .unreadable)
        }
        guard isAlone else { throw site.unreadable("The answer holds more than one message.") }
        return try site.decode(bytes, with: method.decode)
      }
    } catch {
      throw site.failure(error)
    }
  }

  /// Sends one message and reads the node's stream of replies.
  ///
  /// `body` is called once the node has accepted the call, and the stream is closed when it returns.
  /// The `deadline` (``deadline`` if `nil`) runs from now to the end of `body`.
  ///
  /// - Throws: ``RPCFailure`` if the call fails or the deadline passes, also while `body` is at
  ///   something else; otherwise what `body` throws.
  public func stream<Request, Reply, Value: Sendable>(
    _ method: RPCMethod<Request, Reply>, _ request: Request, deadline: Duration? = nil,
    _ body: @escaping @Sendable (Replies<Reply>) async throws -> Value
  ) async throws -> Value {
    let site = CallSite(endpoint: endpoint, method: method.descriptor)
    return try await perform(method, request, deadline: deadline, at: site) { reader in
      try await reader.waitForHeaders()
      return try await body(Replies(reader, site: site, decode: method.decode))
    }
  }

  private func perform<Request, Reply, Value: Sendable>(
    _ method: RPCMethod<Request, Reply>, _ request: Request, deadline: Duration?,
    at site: CallSite, _ body: @escaping @Sendable (AnswerReader) async throws -> Value
  ) async throws -> Value {
    let message: [UInt8]
    do { message = try method.encode(request) } catch {
      throw site.failure(.internal, "The request does not encode: \(error)")
    }
    var limit = deadline ?? self.deadline
    if let latest { limit = min(limit, ContinuousClock.now.duration(to: latest)) }
    let exchange = Exchange(
      site: site, message: message, userAgent: settings.userAgent,
      maximumReplyBytes: settings.maximumReplyBytes)

    let current = line.current
    do {
      return try await exchange.run(over: current.transport, deadline: limit, body: body)
    } catch let failure as RPCFailure where failure.code == .deadlineExceeded {
      // A connection that died without a word looks like this until TCP gives up, 15 minutes later.
      if failure.stage == .sent { line.replace(current) }
      throw failure
    }
  }
}
