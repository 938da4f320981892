public import SomaTypes

/// Why a transaction was refused before execution: no fee, no effects, nothing changed.
///
/// The cases carry what a gRPC service needs to choose a status and to word the text as nodes do.
/// Sources: CHAIN.md 7.1 and 7.2; `authority/src/transaction_checks.rs`,
/// `authority/src/cache/object_locks.rs`, `types/src/transaction.rs`.
public enum InputRefusal: Error, Equatable, Sendable {
  /// The signature is not a valid one of the sender.
  case invalidSignature
  /// Only validators make transactions of this kind.
  case systemTransaction(kind: String)
  /// The epoch is being closed; what arrives now is executed in the next one.
  case haltedAtEpochEnd
  /// An object is named twice: by the kind, as gas, or as both. A node lets one coin be gas and
  /// input, and so does the ledger when it is the first gas coin and occurs there once; what nodes
  /// make of the other combinations does not conserve the supply (CHAIN.md 10.3, D9).
  case duplicateInput(ObjectID)
  /// No such object, or none of this version yet; `version` is `nil` for shared objects.
  case objectNotFound(ObjectID, version: ObjectVersion?)
  /// The object has moved on.
  case versionUnavailable(provided: ObjectRef, current: ObjectVersion)
  /// The version is above what a node ever uses.
  case invalidVersion(ObjectRef)
  /// The version exists with another digest.
  case digestMismatch(provided: ObjectRef, expected: ObjectDigest)
  /// There is no gas coin.
  case noGasPayment
  /// A gas object is shared or immutable.
  case gasNotAddressOwned(ObjectID)
  /// A gas object is something else.
  case gasNotACoin(ObjectID, actual: ObjectType)
  /// An object is someone else's.
  case wrongOwner(ObjectID, owner: SomaAddress, sender: SomaAddress)
  /// A shared object is named as an owned one.
  case notOwnedObject(ObjectID)
  /// Another transaction holds the lock on this version of the object.
  case locked(ObjectRef, by: TransactionDigest)
  /// The signed transaction has more bytes than consensus takes.
  case tooLarge(byteCount: Int, limit: Int)
  /// Executing it would have made or lost this much money, in shannons: a defect of the ledger.
  case supplyNotConserved(difference: Int128)

  /// Whether a node keeps trying for its 90 seconds before it answers UNAVAILABLE. The others are
  /// answered at once. Source: CHAIN.md 7.2.
  public var isRetriedByNodes: Bool {
    switch self {
    case .invalidSignature, .systemTransaction, .versionUnavailable, .locked, .supplyNotConserved:
      false
    case .haltedAtEpochEnd, .duplicateInput, .objectNotFound, .invalidVersion, .digestMismatch,
      .noGasPayment, .gasNotAddressOwned, .gasNotACoin, .wrongOwner, .notOwnedObject, .tooLarge:
      true
    }
  }
}
