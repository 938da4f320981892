import GRPCCore

/// One request and the answer to it, over any transport.
///
/// This talks to the transport itself and not through `GRPCClient`, which makes up errors of its own
/// (INVALID_ARGUMENT for a reply that does not decode, UNIMPLEMENTED for one with two messages) that
/// look like answers. Whether a transaction can have run must not depend on those.
struct Exchange: Sendable {
  let site: CallSite
  let message: [UInt8]
  let userAgent: String
  let maximumReplyBytes: Int

  /// Sends the message and hands the answer to `body`, within `deadline`.
  ///
  /// - Throws: What `body` throws; ``RPCFailure`` for everything else.
  func run<Transport: ClientTransport, Value: Sendable>(
    over transport: Transport, deadline: Duration,
    body: @escaping @Sendable (AnswerReader) async throws -> Value
  ) async throws -> Value {
    guard deadline > .zero else {
      throw site.failure(.deadlineExceeded, "There was no time left to ask.")
    }
    // A transport may still send for a task that is cancelled already.
    guard !Task.isCancelled else { throw site.failure(.cancelled, "The caller gave up.") }
    let metadata = metadata(for: deadline)
    let result = await withDeadline(deadline) {
      do {
        return try await transport.withStream(descriptor: site.method, options: options) {
          stream, _ in
          await converse(on: stream, metadata: metadata, body: body)
        }
      } catch {
        return .failure(site.failure(error))
      }
    }
    guard let result else {
      throw site.failure(.deadlineExceeded, "No answer within \(deadline).")
    }
    return try result.get()
  }

  /// Writes and reads at the same time: a node may answer before it has read everything.
  private func converse<Bytes: GRPCContiguousBytes & Sendable, Value: Sendable>(
    on stream: RPCStream<
      RPCAsyncSequence<RPCResponsePart<Bytes>, any Error>,
      RPCWriter<RPCRequestPart<Bytes>>.Closable
    >,
    metadata: Metadata, body: @Sendable (AnswerReader) async throws -> Value
  ) async -> Result<Value, any Error> {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await write(to: stream.outbound, metadata: metadata) }
      defer { group.cancelAll() }
      let parts = stream.inbound.map(Self.copied)
      let reader = AnswerReader(RPCAsyncSequence(wrapping: parts), site: site)
      do { return .success(try await body(reader)) } catch { return .failure(error) }
    }
  }

  private func write<Bytes: GRPCContiguousBytes>(
    to outbound: RPCWriter<RPCRequestPart<Bytes>>.Closable, metadata: Metadata
  ) async {
    do {
      try await outbound.write(.metadata(metadata))
      site.willSend()
      try await outbound.write(.message(Bytes(message)))
      await outbound.finish()
    } catch {
      // The reader learns of it from the stream, with the node's own words if there are any.
      await outbound.finish(throwing: error)
    }
  }

  @Sendable
  private static func copied<Bytes: GRPCContiguousBytes>(
    _ part: RPCResponsePart<Bytes>
  ) -> RPCResponsePart<[UInt8]> {
    switch part {
    case .metadata(let metadata): .metadata(metadata)
    case .message(let bytes): .message(bytes.withUnsafeBytes { Array($0) })
    case .status(let status, let trailers): .status(status, trailers)
    }
  }

  private var options: CallOptions {
    var options = CallOptions.defaults
    // grpc-swift-nio-transport 2.9 applies the first of the two to what it receives.
    options.maxRequestMessageBytes = maximumReplyBytes
    options.maxResponseMessageBytes = maximumReplyBytes
    options.waitForReady = false
    return options
  }

  /// The node compresses some replies with zstd if it may, which no transport here can undo.
  private func metadata(for deadline: Duration) -> Metadata {
    // At most eight digits; a unit is one letter (gRPC over HTTP2, "Timeout").
    let milliseconds = min((deadline / .milliseconds(1)).rounded(.up), 99_999_999)
    return [
      "user-agent": .string(userAgent),
      "grpc-accept-encoding": "identity",
      "grpc-timeout": .string("\(Int(milliseconds))m"),
    ]
  }
}
