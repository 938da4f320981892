public import SomaTypes

/// What executing a transaction comes to, whether it counts or is only tried out.
public struct ExecutionOutcome: Equatable, Sendable {
  /// What it did.
  public var effects: TransactionEffects
  /// The objects that it wrote, by id, ascending.
  public var written: [SomaObject]
  /// The objects that it changed or deleted, as it found them, by id, ascending.
  public var consumed: [SomaObject]
  /// The system state afterwards.
  public var state: SystemState
  /// What effects do not tell.
  public var events: [LedgerEvent]

  /// By how much each account's coins changed; accounts without a change are left out. Source:
  /// `types/src/balance_change.rs`.
  public var balanceChanges: [SomaAddress: Int128] {
    var changes: [SomaAddress: Int128] = [:]
    for (objects, sign) in [(consumed, Int128(-1)), (written, 1)] {
      for object in objects {
        guard let owner = object.ownerAddress, let balance = object.coinBalance else { continue }
        changes[owner, default: 0] += sign * Int128(balance.shannons)
      }
    }
    return changes.filter { $0.value != 0 }
  }

  /// All objects, before and after, ascending by id and version, as replies carry them.
  public var objects: [SomaObject] {
    (consumed + written).sorted { ($0.id, $0.version) < ($1.id, $1.version) }
  }
}
