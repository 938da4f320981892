public import Custody
import Lifecycle
public import Manifest
public import SomaTypes

/// What a recovery found: everything that the owner has on the chain, and what can be revealed of it.
public struct RecoveryFindings: Sendable {
  /// The epoch in which the chain was looked at.
  public let epoch: Epoch
  /// When it began, in milliseconds since 1970 in UTC by the chain's clock.
  public let epochStartMs: UInt64
  /// How long epochs are, in milliseconds.
  public let epochDurationMs: UInt64
  /// How long embeddings are now.
  let dimension: UInt64
  /// Whose wallets were looked for.
  let addresses: [ResourceName: SomaAddress]
  /// The owner's models, by id.
  public internal(set) var models: [RecoveredModel] = []
  /// Commitments that our masters explain, of models of others. Nothing is ever revealed for them.
  public internal(set) var copied: [ChainCommitment] = []
  /// Packets, hosts and files that could not be used.
  public internal(set) var unusable: [UnusableMaterial] = []
  /// Hosts that could not be read, so that nothing is written there either.
  var silentHosts: Set<ResourceName> = []

  init(_ view: ChainView, addresses: [ResourceName: SomaAddress]) {
    epoch = view.epoch
    epochStartMs = view.epochStartMs
    epochDurationMs = view.parameters.epochDurationMs
    dimension = view.parameters.targetEmbeddingDim
    self.addresses = addresses
  }

  /// When an epoch ends at the earliest, in milliseconds since 1970 in UTC; `nil` for one that is over, or
  /// further away than the next.
  public func endMs(of due: Epoch) -> UInt64? {
    guard due == epoch || due == epoch.next else { return nil }
    let (end, overflow) = epochStartMs.addingReportingOverflow(epochDurationMs)
    guard due != epoch else { return overflow ? nil : end }
    let (next, tooFar) = end.addingReportingOverflow(epochDurationMs)
    return overflow || tooFar ? nil : next
  }
}

/// A model of the owner on the chain.
public struct RecoveredModel: Sendable {
  /// Its id.
  public let id: ModelID
  /// What the chain shows.
  public let model: Model
  /// What was brought back of its commitments; none for a model that is only created.
  public let found: [RecoveredCommitment]
  /// The declared model that it is; `nil` when nothing says which.
  public internal(set) var name: ResourceName?
  /// What releases were made from, where files on this machine prove it.
  var provenByFiles: [ModelCommitments: Packet.Origin] = [:]

  init(id: ModelID, model: Model, found: [RecoveredCommitment]) {
    self.id = id
    self.model = model
    self.found = found
  }

  /// What a release was made from, where packets or files say so.
  func origin(of found: RecoveredCommitment) -> Packet.Origin? {
    found.origin ?? provenByFiles[found.commitment.commitments]
  }

  /// The name that its keys are derived from, where packets or files say so.
  var keyName: KeyName? { found.lazy.compactMap { origin(of: $0)?.keyName }.first }

  /// What waits for its reveal.
  public var due: RecoveredCommitment? { found.first { $0.commitment.revealEpoch != nil } }

  /// Whether it is over.
  public var isOver: Bool { if case .inactive = model.state { true } else { false } }
}

/// How a recovery was recorded.
public struct RecoveryOutcome: Sendable {
  /// Places that did not take a packet back. The copy in the state directory is there in any case.
  public internal(set) var warnings: [UnusableMaterial] = []
  /// Models that are not in the state, or not whole, and why.
  public internal(set) var failures: [(name: ResourceName, error: any Error)] = []

  /// Nothing.
  public init() {}
}
