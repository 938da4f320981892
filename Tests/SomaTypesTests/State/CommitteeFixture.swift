import SomaTypes

extension AuthorityName {
  init(seed: UInt8) throws { self.init(try BLSPublicKey(seed: seed)) }
}

extension Committee {
  /// The committee of the vectors with these keys and votes.
  init(epoch: Epoch, members: [(seed: UInt8, votes: VotingPower)]) throws {
    self.init(epoch: epoch, votingRights: [:], authorities: [:])
    for (seed, votes) in members {
      let name = try AuthorityName(seed: seed)
      votingRights[name] = votes
      authorities[name] = Authority(
        stake: votes, address: "/dns/validator\(seed).example/udp/8081",
        hostname: "validator\(seed)", protocolKey: .init(seed: seed + 1),
        networkKey: .init(seed: seed + 2), authorityKey: name.publicKey)
    }
  }
}
