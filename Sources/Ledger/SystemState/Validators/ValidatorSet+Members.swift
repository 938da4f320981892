public import SomaTypes

extension ValidatorSet {
  /// Whether the address is that of a validator of this epoch.
  public func isActive(_ address: SomaAddress) -> Bool {
    validators.contains { $0.metadata.somaAddress == address }
  }

  /// The validator of that address, or else the candidate.
  public func validator(_ address: SomaAddress) -> Validator? {
    validators.first { $0.metadata.somaAddress == address }
      ?? pendingValidators.first { $0.metadata.somaAddress == address }
  }

  /// The voting power of those of `addresses` that are validators of this epoch.
  public func votingPower(of addresses: Set<SomaAddress>) -> UInt64 {
    validators.reduce(into: 0) { sum, validator in
      guard addresses.contains(validator.metadata.somaAddress) else { return }
      sum = sum.addingClamped(validator.votingPower.rawValue)
    }
  }

  /// Whether `reporters` have a quorum. Source: CHAIN.md 5.
  public func isQuorum(_ reporters: Set<SomaAddress>) -> Bool {
    votingPower(of: reporters) >= VotingPower.quorum.rawValue
  }

  /// Puts a changed validator or candidate where it was.
  mutating func replace(_ validator: Validator) {
    let address = validator.metadata.somaAddress
    if let index = validators.firstIndex(where: { $0.metadata.somaAddress == address }) {
      validators[index] = validator
    } else if let index = pendingValidators.firstIndex(where: {
      $0.metadata.somaAddress == address
    }) {
      pendingValidators[index] = validator
    }
  }
}
