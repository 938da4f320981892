public import Manifest
public import SomaTypes

/// What a step waits for.
public enum Wait: Hashable, Sendable {
  /// An earlier step of the same model in this plan.
  case earlierStep
  /// This epoch.
  case epoch(Epoch)
  /// Nodes that show the window.
  case permit(PermitRefusal)
  /// Another transaction of ours that is not settled.
  case intent(ActionKind)
  /// A coin that is free; those that could pay are locked or taken in this pass.
  case coin
  /// Two usable coins beside the richest.
  case reserve(usable: Int)
  /// Money in one coin.
  case funds(needed: Amount, richest: Amount)
  /// The next epoch: too little of this one is left for a new obligation.
  case lateInEpoch
  /// The next epoch: at most one of these per model and epoch.
  case oncePerEpoch(ActionKind)
  /// The shortest time between updates.
  case minimumInterval(until: Epoch)
  /// A person's approval.
  case approval(ApprovedAction)
  /// A manifest that names this model as the one to retire, or an approval that does.
  case spendingLimit(limit: Amount, needed: Amount)
  /// An unattended run that works.
  case watchman
  /// A person, since somebody paused the model, or the manifest does.
  case paused
  /// The end of safe mode.
  case safeMode
  /// A newer Steward.
  case unknownProtocol(UInt64)
  /// A chain that asks for the declared architecture.
  case architecture(declared: UInt64, chain: UInt64)
  /// More stake in the manifest.
  case minimumStake(declared: Amount, chain: Amount)
  /// Files.
  case weights(WeightsView)
  /// Another embedding, or an answer from a person: the chain's targets have another dimension now.
  case embeddingDimension(content: UInt64, chain: UInt64)
  /// The time, by the wall clock in milliseconds since 1970 in UTC, after a failure.
  case backOff(untilMs: UInt64)
  /// A new generation of the spec: three transactions of this kind failed.
  case stopped(ActionKind)
  /// Knowledge of the chain.
  case knowledge(Ignorance)
  /// A journal that knows everything of ours on the chain.
  case journalBehindChain
  /// A pending update that is not ours.
  case foreignUpdate(window: Epoch)
  /// Weights that can be fetched, as `reveal.whenUnreachable` demands.
  case reachableWeights
  /// Activity: a model that is not Active yet cannot be retired or staked to.
  case activity
  /// `movedFrom`, or a model that is another one on purpose.
  case probableRename(of: ResourceName)
  /// `apply`: the manifest or the files differ from what was accepted.
  case acceptance
  /// The model is over.
  case replacement
  /// A wallet that was read.
  case wallet
}
