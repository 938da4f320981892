import SomaCrypto
public import SomaTypes

extension Model {
  /// Whether it is live.
  public var isActive: Bool {
    if case .active = state { true } else { false }
  }

  /// Becomes Inactive. What was never revealed gets a key of zeros and an embedding of length 0.
  ///
  /// A Created model stays as it is, because there is nothing that an Inactive one could show;
  /// only its pool ends. Source: chain `advance_epoch_models`.
  mutating func retire(in epoch: Epoch) {
    stakingPool.deactivationEpoch = epoch
    switch state {
    case .created, .inactive:
      break
    case .pending(let update):
      state = .inactive(
        RevealedModel(
          commitments: update.commitments, decryptionKey: DecryptionKey(.zero),
          embedding: SomaTensor([])))
    case .active(let revealed, _):
      state = .inactive(revealed)
    }
  }
}
