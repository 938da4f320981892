import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes

extension ValidatorMetadata {
  /// Reads what a validator has registered. Unlike for the real SDK, keys can be points of no curve
  /// and addresses any text: what we do not use must not hide what we do.
  init(_ message: Soma_Rpc_Validator) throws(WireError) {
    self.init(
      somaAddress: try Field("soma_address", message.hasSomaAddress, message.somaAddress)
        .map(SomaAddress.init(argument:)),
      protocolPubkey: try Field(
        "protocol_pubkey", message.hasProtocolPubkey, message.protocolPubkey
      )
      .map(BLSPublicKey.init(wire:)),
      networkPubkey: try Field("network_pubkey", message.hasNetworkPubkey, message.networkPubkey)
        .map(Ed25519PublicKey.init(wire:)),
      workerPubkey: try Field("worker_pubkey", message.hasWorkerPubkey, message.workerPubkey)
        .map(Ed25519PublicKey.init(wire:)),
      netAddress: try Field("net_address", message.hasNetAddress, message.netAddress).value,
      p2pAddress: try Field("p2p_address", message.hasP2PAddress, message.p2PAddress).value,
      primaryAddress: try Field(
        "primary_address", message.hasPrimaryAddress, message.primaryAddress
      ).value,
      proxyAddress: message.proxyAddress,
      proofOfPossession: try Field(
        "proof_of_possession", message.hasProofOfPossession, message.proofOfPossession
      ).map(BLSSignature.init(wire:)),
      nextEpoch: try NextEpochValidatorMetadata(message))
  }
}

extension NextEpochValidatorMetadata {
  fileprivate init(_ message: Soma_Rpc_Validator) throws(WireError) {
    self.init(
      protocolPubkey: try Field(
        "next_epoch_protocol_pubkey", message.hasNextEpochProtocolPubkey,
        message.nextEpochProtocolPubkey
      ).mapIfPresent(BLSPublicKey.init(wire:)),
      networkPubkey: try Field(
        "next_epoch_network_pubkey", message.hasNextEpochNetworkPubkey,
        message.nextEpochNetworkPubkey
      ).mapIfPresent(Ed25519PublicKey.init(wire:)),
      netAddress: message.hasNextEpochNetAddress ? message.nextEpochNetAddress : nil,
      p2pAddress: message.hasNextEpochP2PAddress ? message.nextEpochP2PAddress : nil,
      primaryAddress: message.hasNextEpochPrimaryAddress ? message.nextEpochPrimaryAddress : nil,
      workerPubkey: try Field(
        "next_epoch_worker_pubkey", message.hasNextEpochWorkerPubkey, message.nextEpochWorkerPubkey
      ).mapIfPresent(Ed25519PublicKey.init(wire:)),
      proofOfPossession: try Field(
        "next_epoch_proof_of_possession", message.hasNextEpochProofOfPossession,
        message.nextEpochProofOfPossession
      ).mapIfPresent(BLSSignature.init(wire:)),
      proxyAddress: message.hasNextEpochProxyAddress ? message.nextEpochProxyAddress : nil)
  }
}

extension Soma_Rpc_Validator {
  /// Writes what a validator has registered into its message.
  mutating func set(_ metadata: ValidatorMetadata) {
    somaAddress = metadata.somaAddress.text(.bare)
    protocolPubkey = Data(metadata.protocolPubkey.bytes)
    networkPubkey = metadata.networkPubkey.bytes.data
    workerPubkey = metadata.workerPubkey.bytes.data
    netAddress = metadata.netAddress
    p2PAddress = metadata.p2pAddress
    primaryAddress = metadata.primaryAddress
    proxyAddress = metadata.proxyAddress
    proofOfPossession = Data(metadata.proofOfPossession.bytes)
    let next = metadata.nextEpoch
    if let key = next.protocolPubkey { nextEpochProtocolPubkey = Data(key.bytes) }
    if let key = next.networkPubkey { nextEpochNetworkPubkey = key.bytes.data }
    if let address = next.netAddress { nextEpochNetAddress = address }
    if let address = next.p2pAddress { nextEpochP2PAddress = address }
    if let address = next.primaryAddress { nextEpochPrimaryAddress = address }
    if let key = next.workerPubkey { nextEpochWorkerPubkey = key.bytes.data }
    if let proof = next.proofOfPossession { nextEpochProofOfPossession = Data(proof.bytes) }
    if let address = next.proxyAddress { nextEpochProxyAddress = address }
  }
}
