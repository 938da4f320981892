import SwiftProtobuf

/// What to ask a node for: every field mask that is ever sent, and no other can be.
///
/// The real SDK sends the same ones, but for ``objectVersion``. Asked for the `digest` or the
/// `transaction` of an execution or a simulation, or for everything, a real node computes a wrong
/// digest, and by reading aborts on a reveal. Source: WIRE 6.3, NOTES B.1.
public enum ReadMask: CaseIterable, Sendable {
  /// GetObject and ListOwnedObjects: the whole object.
  case object
  /// GetObject: which version there is, without the content; of `0x5` that is megabytes.
  case objectVersion
  /// GetEpoch: the whole system state. Nodes do not give parts of it.
  case systemState
  /// GetEpoch: the epoch and the protocol version.
  case epoch
  /// GetEpoch: the epoch and the protocol's constants.
  case protocolConfig
  /// GetCheckpoint: the summary with the validators' signature.
  case checkpoint
  /// SubscribeCheckpoints: the digests of the transactions.
  case checkpointTransactions
  /// GetTransaction: what an executed transaction did. Here the node's `digest` is right.
  case transaction
  /// ExecuteTransaction: what the transaction did.
  case execution
  /// SimulateTransaction: what the transaction would do.
  case simulation
  /// ListTargets: all that is worth showing.
  case targets
  /// ListTargets: the same, and where the submitted data are.
  case targetsWithData

  /// The paths, in the order of the real SDK.
  public var paths: [String] {
    switch self {
    case .object:
      [
        "object_id", "version", "digest", "object_type", "owner", "contents",
        "previous_transaction",
      ]
    case .objectVersion: ["object_id", "version"]
    case .systemState: ["system_state", "epoch"]
    case .epoch: ["epoch", "protocol_config.protocol_version"]
    case .protocolConfig: ["epoch", "protocol_config"]
    case .checkpoint: ["summary", "signature"]
    case .checkpointTransactions: ["transactions.digest", "sequence_number"]
    case .transaction: ["digest", "effects", "checkpoint", "timestamp", "balance_changes"]
    case .execution: ["effects", "balance_changes", "objects"]
    case .simulation:
      ["transaction.effects", "transaction.balance_changes", "transaction.objects"]
    case .targets:
      [
        "id", "status", "generation_epoch", "reward_pool", "embedding", "model_ids",
        "distance_threshold", "submitter", "winning_model_id", "bond_amount",
      ]
    case .targetsWithData: Self.targets.paths + ["data_url"]
    }
  }

  /// The paths as a message.
  var message: Google_Protobuf_FieldMask {
    .with { $0.paths = paths }
  }
}
