import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes

extension Committee {
  /// Reads a committee of at least one member. (Without one the real SDK aborts.)
  init(_ message: Soma_Rpc_ValidatorCommittee) throws(WireError) {
    let epoch: Epoch = try Field("epoch", message.hasEpoch, message.epoch).number()
    guard !message.members.isEmpty else { throw WireError("members", .missing) }
    let members = try each("members", message.members, Authority.init(_:))
    self.init(epoch: epoch, votingRights: [:], authorities: [:])
    for (index, member) in members.enumerated() {
      let name = AuthorityName(member.authorityKey)
      guard authorities.updateValue(member, forKey: name) == nil else {
        throw WireError("members[\(index)].authority_key", .duplicateKey)
      }
      votingRights[name] = member.stake
    }
  }
}

extension Authority {
  fileprivate init(_ message: Soma_Rpc_ValidatorCommitteeMember) throws(WireError) {
    let key = try Field("authority_key", message.hasAuthorityKey, message.authorityKey)
      .map(BLSPublicKey.init(wire:))
    let weight = try Field("weight", message.hasWeight, message.weight).value
    self = try Field("network_metadata", message.hasNetworkMetadata, message.networkMetadata).map {
      (network) throws(WireError) in
      Authority(
        stake: VotingPower(weight),
        address: try Field(
          "consensus_address", network.hasConsensusAddress, network.consensusAddress
        ).value,
        hostname: try Field("hostname", network.hasHostname, network.hostname).value,
        protocolKey: try Field("protocol_key", network.hasProtocolKey, network.protocolKey)
          .map(Ed25519PublicKey.init(wire:)),
        networkKey: try Field("network_key", network.hasNetworkKey, network.networkKey)
          .map(Ed25519PublicKey.init(wire:)),
        authorityKey: key)
    }
  }
}

extension Soma_Rpc_ValidatorCommittee {
  /// Writes a committee, its members ascending.
  init(_ committee: Committee) {
    self.init()
    epoch = committee.epoch.rawValue
    members = committee.names.compactMap { name in
      committee.authorities[name].map { authority in
        var member = Soma_Rpc_ValidatorCommitteeMember()
        member.authorityKey = Data(name.publicKey.bytes)
        member.weight = (committee.votingRights[name] ?? authority.stake).rawValue
        member.networkMetadata.consensusAddress = authority.address
        member.networkMetadata.hostname = authority.hostname
        member.networkMetadata.protocolKey = authority.protocolKey.bytes.data
        member.networkMetadata.networkKey = authority.networkKey.bytes.data
        return member
      }
    }
  }
}
