/// Where a model stands, with what the chain knows of it there.
public enum ModelState: Equatable, Sendable {
  /// Staked, but nothing is promised yet. A commit is due by the end of the epoch after this one.
  case created(createEpoch: Epoch)
  /// Promised for the first time, and to be revealed in the epoch after the commit.
  case pending(PendingModelUpdate)
  /// Live, perhaps with an update that is to be revealed.
  case active(RevealedModel, pendingUpdate: PendingModelUpdate?)
  /// Over, for ever.
  case inactive(RevealedModel)

  /// The chain's names, at their BCS indexes.
  static let names = ["Created", "Pending", "Active", "Inactive"]

  /// The BCS index, `0...3`.
  var index: Int {
    switch self {
    case .created: 0
    case .pending: 1
    case .active: 2
    case .inactive: 3
    }
  }

  /// The chain's name, such as `Active`.
  public var name: String { Self.names[index] }
}
