import SomaCrypto
import SomaTypes

extension ConsensusCommitPrologue {
  var outputFields: [OutputValue.Field] {
    [
      .init("epoch", .number(epoch.rawValue)), .init("round", .number(round)),
      .init("subDagIndex", subDAGIndex.map(OutputValue.number) ?? .null),
      .init("commitTimestampMs", .number(commitTimestampMs)),
      .init("consensusCommitDigest", consensusCommitDigest),
      .init("additionalStateDigest", additionalStateDigest),
    ]
  }
}

extension ChangeEpoch {
  var outputFields: [OutputValue.Field] {
    [
      .init("epoch", .number(epoch.rawValue)),
      .init("epochStartTimestampMs", .number(epochStartTimestampMs)),
      .init("protocolVersion", .number(protocolVersion)), .init("fees", fees.output),
      .init("epochRandomnessHex", Hex.encode(epochRandomness)),
    ]
  }
}

extension AddValidator {
  var outputFields: [OutputValue.Field] {
    [
      ("pubkeyHex", pubkey), ("networkPubkeyHex", networkPubkey),
      ("workerPubkeyHex", workerPubkey), ("proofOfPossessionHex", proofOfPossession),
      ("netAddressHex", netAddress), ("p2pAddressHex", p2pAddress),
      ("primaryAddressHex", primaryAddress), ("proxyAddressHex", proxyAddress),
    ].map { .init($0.0, Hex.encode($0.1)) }
  }
}

extension UpdateValidatorMetadata {
  var outputFields: [OutputValue.Field] {
    [
      ("networkAddressHex", networkAddress), ("p2pAddressHex", p2pAddress),
      ("primaryAddressHex", primaryAddress), ("proxyAddressHex", proxyAddress),
      ("protocolPubkeyHex", protocolPubkey), ("workerPubkeyHex", workerPubkey),
      ("networkPubkeyHex", networkPubkey), ("proofOfPossessionHex", proofOfPossession),
    ].map { name, bytes in .init(name, bytes.map { .text(Hex.encode($0)) } ?? .null) }
  }
}

extension TransferCoin {
  var outputFields: [OutputValue.Field] {
    [
      .init("coin", coin.output), .init("amount", .amount(amount)), .init("recipient", recipient),
    ]
  }
}

extension PayCoins {
  var outputFields: [OutputValue.Field] {
    [
      .init("coins", .list(coins.map(\.output))),
      .init("amounts", amounts.map { .list($0.map(\.output)) } ?? .null),
      .init("recipients", .list(recipients.map { .text($0.description) })),
    ]
  }
}

extension TransferObjects {
  var outputFields: [OutputValue.Field] {
    [.init("objects", .list(objects.map(\.output))), .init("recipient", recipient)]
  }
}

extension AddStake {
  var outputFields: [OutputValue.Field] {
    [
      .init("validator", validator), .init("coin", coin.output),
      .init("amount", .amount(amount)),
    ]
  }
}

extension AddStakeToModel {
  var outputFields: [OutputValue.Field] {
    [.init("modelId", modelID), .init("coin", coin.output), .init("amount", .amount(amount))]
  }
}

extension CreateModel {
  var outputFields: [OutputValue.Field] {
    [
      .init("stake", stake.output), .init("commissionRateBps", .number(commissionRate.rawValue)),
      .init("architectureVersion", .number(architectureVersion)),
    ]
  }
}

extension CommitModel {
  var outputFields: [OutputValue.Field] {
    [
      .init("modelId", modelID), .init("manifest", manifest.output),
      .init("weightsCommitment", weightsCommitment),
      .init("embeddingCommitment", embeddingCommitment),
      .init("decryptionKeyCommitment", decryptionKeyCommitment),
    ]
  }
}

extension RevealModel {
  func outputFields(showKey: Bool) -> [OutputValue.Field] {
    [
      .init("modelId", modelID),
      .init("decryptionKeyCommitment", decryptionKey.commitment),
      .init("decryptionKey", showKey ? .text(decryptionKey.revealedBase58) : .null),
      .init("embedding", embedding.output),
    ]
  }
}

extension SetModelCommissionRate {
  var outputFields: [OutputValue.Field] {
    [.init("modelId", modelID), .init("newRateBps", .number(newRate.rawValue))]
  }
}

extension SubmitData {
  var outputFields: [OutputValue.Field] {
    [
      .init("targetId", targetID), .init("dataManifest", dataManifest.output),
      .init("modelId", modelID), .init("embedding", embedding.output),
      .init("distanceScore", distanceScore.output), .init("lossScore", lossScore.output),
      .init("bondCoin", bondCoin.output),
    ]
  }
}
