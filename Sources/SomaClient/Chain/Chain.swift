/// A SOMA chain, as its nodes show it: the Swift SDK's reads, simulations and submissions.
///
/// Reads are made again, at another node if there is one, as far as ``ConnectionSettings/retry`` allows;
/// each returns the view of one node. They throw ``RPCFailure`` for a call that failed, `WireError` for
/// a reply that cannot be read, and ``ReplyError`` for a reply about something else.
public struct Chain: Sendable {
  /// The nodes.
  public let connection: Connection

  /// A chain behind a connection, usable as long as that.
  public init(_ connection: Connection) { self.connection = connection }
}
