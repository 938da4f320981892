public import SomaTypes

/// An object on a host that neither the chain nor this state needs.
public struct UnneededObject: Equatable, Sendable {
  /// The host, as its owner calls it.
  public var host: String
  /// The name of the object there.
  public var object: String
  /// The chain on which no model names it.
  public var chain: CheckpointDigest
  /// The epoch in which that was seen first.
  public var since: Epoch

  /// Creates a record.
  public init(host: String, object: String, chain: CheckpointDigest, since: Epoch) {
    self.host = host
    self.object = object
    self.chain = chain
    self.since = since
  }
}
