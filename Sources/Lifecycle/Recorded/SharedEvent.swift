public import Manifest
public import SomaTypes

/// What happened and belongs to no model, as the journal records it: one event, one durable write.
public enum SharedEvent: Equatable, Sendable {
  /// The first apply, or the first with one of these wallets: the chain, and the address of each wallet.
  case pinned(CheckpointDigest, owners: [ResourceName: SomaAddress])
  /// The effects of a transaction of ours gave this version to the system state.
  case sawVersion(ObjectVersion)
  /// A payment of a wallet to itself was signed.
  case walletPrepared(Intent)
  /// Something happened to such a payment.
  case walletIntent(TransactionDigest, IntentMachine.Event, wallClockMs: UInt64)
  /// The owner does not want to hear of this model.
  case forgot(ModelID)
  /// An unattended run succeeded.
  case watched(WatchmanRecord)
  /// An observation counted.
  case observed(ObservationRecord)
}
