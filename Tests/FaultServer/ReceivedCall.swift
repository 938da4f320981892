/// A request that reached a scripted node.
public struct ReceivedCall: Equatable, Sendable {
  /// The method, such as `soma.rpc.LedgerService/GetEpoch`.
  public var method: String

  /// The request headers, pseudo-headers included, without those of an in-process transport.
  public var headers: [String: [String]]

  /// The bytes of the message.
  public var message: [UInt8]

  /// Which connection it came over, counted from 0.
  public var connection: Int
}
