/// The reply in which a node writes a transaction: it spells the same things differently in each.
///
/// Readers need not care. Source: WIRE 3.6, 6.3, 6.7.
public enum ReplyContext: CaseIterable, Sendable {
  /// ExecuteTransaction.
  case execute
  /// SimulateTransaction.
  case simulate
  /// GetTransaction.
  case getTransaction
  /// GetCheckpoint and SubscribeCheckpoints.
  case checkpoint

  /// How ids and owners are spelled in effects and in the transaction.
  public var effectsForm: IdentifierForm {
    switch self {
    case .execute, .simulate, .getTransaction: .prefixed
    case .checkpoint: .bare
    }
  }

  /// How ids and owners are spelled in objects.
  public var objectsForm: IdentifierForm {
    switch self {
    case .execute: .prefixed
    case .simulate, .getTransaction, .checkpoint: .bare
    }
  }

  /// Whether a failure names its object in the text of the error, where the real SDK does not find
  /// it, instead of in the field for it.
  var hidesObjectOfFailure: Bool { self == .checkpoint }
}
