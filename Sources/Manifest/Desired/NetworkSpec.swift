public import SomaTypes

/// A chain, and the nodes through which it is reached.
public struct NetworkSpec: Equatable, Sendable {
  /// Its name in the set.
  public var name: ResourceName
  /// A network whose addresses are known.
  public var preset: NetworkPreset?
  /// Full nodes, in the order of the file, each once; at least one.
  public var rpc: [CanonicalURL]
  /// The digest of the genesis checkpoint. `nil` is what the nodes say at the first apply; it is pinned then.
  public var chainID: CheckpointDigest?
  /// Where test money is asked for; `nil` for nowhere.
  public var faucet: CanonicalURL?

  /// Creates a spec.
  public init(
    name: ResourceName, preset: NetworkPreset? = nil, rpc: [CanonicalURL],
    chainID: CheckpointDigest? = nil, faucet: CanonicalURL? = nil
  ) {
    self.name = name
    self.preset = preset
    self.rpc = rpc
    self.chainID = chainID
    self.faucet = faucet
  }
}
