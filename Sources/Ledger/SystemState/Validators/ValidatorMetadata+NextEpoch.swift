import SomaTypes

// Source: chain `types/src/system_state/validator.rs`.

extension ValidatorMetadata {
  /// As it will be when the staged changes take effect.
  var effective: ValidatorMetadata {
    var result = self
    result.effectuate()
    return result
  }

  /// Whether there is a change to take effect. A proof alone is none.
  var hasStagedChanges: Bool {
    var staged = nextEpoch
    staged.proofOfPossession = nil
    return staged != NextEpochValidatorMetadata()
  }

  /// Applies the staged changes.
  mutating func effectuate() {
    let staged = nextEpoch
    nextEpoch = NextEpochValidatorMetadata()
    netAddress = staged.netAddress ?? netAddress
    p2pAddress = staged.p2pAddress ?? p2pAddress
    primaryAddress = staged.primaryAddress ?? primaryAddress
    proxyAddress = staged.proxyAddress ?? proxyAddress
    networkPubkey = staged.networkPubkey ?? networkPubkey
    workerPubkey = staged.workerPubkey ?? workerPubkey
    guard let key = staged.protocolPubkey else { return }
    protocolPubkey = key
    proofOfPossession = staged.proofOfPossession ?? proofOfPossession
  }

  /// What two validators must not share, if these do, now or with the next epoch.
  func sharedField(with other: ValidatorMetadata) -> String? {
    for own in [self, effective] {
      for others in [other, other.effective] {
        if let field = own.sharedFieldNow(with: others) { return field }
      }
    }
    return nil
  }

  /// What two validators must not share, if these do, staged changes apart. The names are the
  /// chain's, because effects carry them.
  func sharedFieldNow(with other: ValidatorMetadata) -> String? {
    if somaAddress == other.somaAddress { return nil }
    if protocolPubkey == other.protocolPubkey { return "protocol_pubkey" }
    if networkPubkey == other.networkPubkey { return "network_pubkey" }
    if workerPubkey == other.workerPubkey { return "worker_pubkey" }
    if networkPubkey == other.workerPubkey { return "network_pubkey/worker_pubkey" }
    if workerPubkey == other.networkPubkey { return "worker_pubkey/network_pubkey" }
    if netAddress == other.netAddress { return "net_address" }
    if p2pAddress == other.p2pAddress { return "p2p_address" }
    if primaryAddress == other.primaryAddress { return "primary_address" }
    return nil
  }
}
