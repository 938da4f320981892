/// The messages of a server's stream, as they come. Can be read once, by one task.
///
/// Ends when the node ends the stream; throws an ``RPCFailure`` when it breaks.
public struct Replies<Reply: Sendable>: AsyncSequence, AsyncIteratorProtocol {
  /// A message.
  public typealias Element = Reply
  /// The only error.
  public typealias Failure = RPCFailure

  private let reader: AnswerReader
  private let site: CallSite
  private let decode: @Sendable ([UInt8]) throws -> Reply

  init(
    _ reader: AnswerReader, site: CallSite, decode: @escaping @Sendable ([UInt8]) throws -> Reply
  ) {
    self.reader = reader
    self.site = site
    self.decode = decode
  }

  /// Itself: every iterator continues where the last one stopped.
  public func makeAsyncIterator() -> Replies { self }

  /// The next message; `nil` at the end.
  public mutating func next() async throws(RPCFailure) -> Reply? {
    guard let bytes = try await reader.nextMessage() else { return nil }
    return try site.decode(bytes, with: decode)
  }
}
