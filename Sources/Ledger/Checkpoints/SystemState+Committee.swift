public import SomaTypes

extension SystemState {
  /// The validators of this epoch as a committee.
  ///
  /// Source: `types/src/system_state/mod.rs`, `get_current_epoch_committee`.
  public var committee: Committee {
    var votingRights: [AuthorityName: VotingPower] = [:]
    var authorities: [AuthorityName: Authority] = [:]
    for validator in validators.validators {
      let metadata = validator.metadata
      let name = AuthorityName(metadata.protocolPubkey)
      votingRights[name] = validator.votingPower
      authorities[name] = Authority(
        stake: validator.votingPower, address: metadata.primaryAddress,
        hostname: metadata.netAddress, protocolKey: metadata.workerPubkey,
        networkKey: metadata.networkPubkey, authorityKey: metadata.protocolPubkey)
    }
    return Committee(epoch: epoch, votingRights: votingRights, authorities: authorities)
  }
}
