import SomaCrypto
import SomaTypes

// Source: chain `types/src/system_state/mod.rs` and `validator.rs`.
//
// Keys and proofs are checked for their length only: BLS12-381 is not implemented here, so a proof
// of possession that the chain would refuse is accepted.

extension ValidatorMetadata {
  /// Reads what a candidate registers.
  ///
  /// - Throws: ``ExecutionFailure/invalidArguments(reason:)``,
  ///   ``ExecutionFailure/invalidProofOfPossession(reason:)``.
  init(_ payload: AddValidator, address: SomaAddress) throws(ExecutionFailure) {
    // In the chain's order, which decides what a payload with two faults fails with.
    let protocolPubkey = try Self.protocolKey(payload.pubkey)
    let networkPubkey = try Self.key(payload.networkPubkey, field: "network public key")
    let workerPubkey = try Self.key(payload.workerPubkey, field: "worker public key")
    let proof = try Self.proof(payload.proofOfPossession)
    self.init(
      somaAddress: address, protocolPubkey: protocolPubkey, networkPubkey: networkPubkey,
      workerPubkey: workerPubkey,
      netAddress: try Multiaddress.read(payload.netAddress, field: "network address"),
      p2pAddress: try Multiaddress.read(payload.p2pAddress, field: "p2p address"),
      primaryAddress: try Multiaddress.read(payload.primaryAddress, field: "primary address"),
      proxyAddress: try Multiaddress.read(payload.proxyAddress, field: "proxy address"),
      proofOfPossession: proof)
  }

  /// Notes what is to change with the next epoch. The proxy address of the payload is ignored, as
  /// on the chain.
  ///
  /// - Throws: ``ExecutionFailure/invalidArguments(reason:)``,
  ///   ``ExecutionFailure/missingProofOfPossession``,
  ///   ``ExecutionFailure/invalidProofOfPossession(reason:)``.
  mutating func stage(_ payload: UpdateValidatorMetadata) throws(ExecutionFailure) {
    if let bytes = payload.networkAddress {
      nextEpoch.netAddress = try Multiaddress.read(bytes, field: "network address")
    }
    if let bytes = payload.p2pAddress {
      nextEpoch.p2pAddress = try Multiaddress.read(bytes, field: "p2p address")
    }
    if let bytes = payload.primaryAddress {
      nextEpoch.primaryAddress = try Multiaddress.read(bytes, field: "primary address")
    }
    if let bytes = payload.protocolPubkey {
      let key = try Self.protocolKey(bytes)
      guard let proof = payload.proofOfPossession else { throw .missingProofOfPossession }
      nextEpoch.proofOfPossession = try Self.proof(proof)
      nextEpoch.protocolPubkey = key
    }
    if let bytes = payload.workerPubkey {
      nextEpoch.workerPubkey = try Self.key(bytes, field: "worker public key")
    }
    if let bytes = payload.networkPubkey {
      nextEpoch.networkPubkey = try Self.key(bytes, field: "network public key")
    }
  }

  private static func protocolKey(_ bytes: [UInt8]) throws(ExecutionFailure) -> BLSPublicKey {
    guard let key = BLSPublicKey(bytes) else {
      throw .invalidArguments(
        reason: "the protocol public key has \(bytes.count) bytes, not \(BLSPublicKey.byteCount)")
    }
    return key
  }

  private static func key(
    _ bytes: [UInt8], field: String
  ) throws(ExecutionFailure) -> Ed25519PublicKey {
    guard let bytes32 = Bytes32(bytes) else {
      throw .invalidArguments(
        reason: "the \(field) has \(bytes.count) bytes, not \(Bytes32.count)")
    }
    return Ed25519PublicKey(bytes: bytes32)
  }

  private static func proof(_ bytes: [UInt8]) throws(ExecutionFailure) -> BLSSignature {
    guard let proof = BLSSignature(bytes) else {
      throw .invalidProofOfPossession(
        reason: "the proof has \(bytes.count) bytes, not \(BLSSignature.byteCount)")
    }
    return proof
  }
}
