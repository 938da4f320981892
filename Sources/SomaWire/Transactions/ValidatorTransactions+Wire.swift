import FoundationEssentials
import SomaProto
import SomaTypes

extension AddValidator {
  /// Reads a registration. Lengths and points are for the executor to check.
  init(_ message: Soma_Rpc_AddValidator) throws(WireError) {
    self.init(
      pubkey: try Field("pubkey_bytes", message.hasPubkeyBytes, message.pubkeyBytes).bytes,
      networkPubkey: try Field(
        "network_pubkey_bytes", message.hasNetworkPubkeyBytes, message.networkPubkeyBytes
      ).bytes,
      workerPubkey: try Field(
        "worker_pubkey_bytes", message.hasWorkerPubkeyBytes, message.workerPubkeyBytes
      ).bytes,
      proofOfPossession: try Field(
        "proof_of_possession", message.hasProofOfPossession, message.proofOfPossession
      ).bytes,
      netAddress: try Field("net_address", message.hasNetAddress, message.netAddress).bytes,
      p2pAddress: try Field("p2p_address", message.hasP2PAddress, message.p2PAddress).bytes,
      primaryAddress: try Field(
        "primary_address", message.hasPrimaryAddress, message.primaryAddress
      ).bytes,
      proxyAddress: try Field("proxy_address", message.hasProxyAddress, message.proxyAddress).bytes)
  }
}

extension Soma_Rpc_AddValidator {
  /// Writes a registration.
  init(_ registration: AddValidator) {
    self.init()
    pubkeyBytes = Data(registration.pubkey)
    networkPubkeyBytes = Data(registration.networkPubkey)
    workerPubkeyBytes = Data(registration.workerPubkey)
    netAddress = Data(registration.netAddress)
    p2PAddress = Data(registration.p2pAddress)
    primaryAddress = Data(registration.primaryAddress)
    proxyAddress = Data(registration.proxyAddress)
    proofOfPossession = Data(registration.proofOfPossession)
  }
}

extension UpdateValidatorMetadata {
  /// Reads changes; what is absent stays as it is.
  init(_ message: Soma_Rpc_UpdateValidatorMetadata) {
    self.init(
      networkAddress: message.hasNextEpochNetworkAddress
        ? Array(message.nextEpochNetworkAddress) : nil,
      p2pAddress: message.hasNextEpochP2PAddress ? Array(message.nextEpochP2PAddress) : nil,
      primaryAddress: message.hasNextEpochPrimaryAddress
        ? Array(message.nextEpochPrimaryAddress) : nil,
      proxyAddress: message.hasNextEpochProxyAddress ? Array(message.nextEpochProxyAddress) : nil,
      protocolPubkey: message.hasNextEpochProtocolPubkey
        ? Array(message.nextEpochProtocolPubkey) : nil,
      workerPubkey: message.hasNextEpochWorkerPubkey ? Array(message.nextEpochWorkerPubkey) : nil,
      networkPubkey: message.hasNextEpochNetworkPubkey
        ? Array(message.nextEpochNetworkPubkey) : nil,
      proofOfPossession: message.hasNextEpochProofOfPossession
        ? Array(message.nextEpochProofOfPossession) : nil)
  }
}

extension Soma_Rpc_UpdateValidatorMetadata {
  /// Writes changes.
  init(_ update: UpdateValidatorMetadata) {
    self.init()
    if let bytes = update.networkAddress { nextEpochNetworkAddress = Data(bytes) }
    if let bytes = update.p2pAddress { nextEpochP2PAddress = Data(bytes) }
    if let bytes = update.primaryAddress { nextEpochPrimaryAddress = Data(bytes) }
    if let bytes = update.proxyAddress { nextEpochProxyAddress = Data(bytes) }
    if let bytes = update.protocolPubkey { nextEpochProtocolPubkey = Data(bytes) }
    if let bytes = update.workerPubkey { nextEpochWorkerPubkey = Data(bytes) }
    if let bytes = update.networkPubkey { nextEpochNetworkPubkey = Data(bytes) }
    if let bytes = update.proofOfPossession { nextEpochProofOfPossession = Data(bytes) }
  }
}

extension Field where Content == Data {
  /// The bytes.
  var bytes: [UInt8] {
    get throws(WireError) { Array(try value) }
  }
}
