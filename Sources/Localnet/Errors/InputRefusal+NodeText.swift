import Ledger
import SomaTypes

extension InputRefusal {
  /// What a node says. Clients look for phrases in it: `not available for consumption`, `already
  /// locked`, `Object (0x…,`. Source: `types/src/error.rs`; CHAIN.md 7.2.
  var nodeText: String {
    switch self {
    case .invalidSignature:
      "Value was not signed by the correct sender: the signature is not a valid one of the sender"
    case .systemTransaction(let kind):
      "Use of disabled feature: \(kind) transactions are made by validators"
    case .haltedAtEpochEnd:
      "Validator temporarily stopped processing transactions due to epoch change"
    case .duplicateInput:
      "The transaction inputs contain duplicated ObjectRef's"
    case .objectNotFound(let id, let version):
      "Could not find the referenced object \(id) at version "
        + (version.map { "Some(Version(\($0)))" } ?? "None")
    case .versionUnavailable(let provided, let current):
      "Object \(provided.debugText) is not available for consumption, its current version: "
        + "Version(\(current))"
    case .invalidVersion:
      "Versions above the maximal value are not usable for transfers"
    case .digestMismatch(let provided, let expected):
      "Invalid Object digest for object \(provided.id). Expected digest : o#\(expected)"
    case .noGasPayment:
      "Gas payment error No gas payment provided"
    case .gasNotAddressOwned(let id):
      "Gas payment error Gas object \(id) is not owned by an address"
    case .gasNotACoin(let id, let actual):
      "Gas payment error Gas object \(id) is a \(actual.rawValue), not a Coin"
    case .wrongOwner(let id, let owner, let sender):
      "Transaction was not signed by the correct sender: Object \(id) is owned by account address "
        + "\(owner), but given owner/signer address is \(sender)"
    case .notOwnedObject:
      "Object used as owned is not owned"
    case .locked(let reference, let holder):
      "Object \(reference.debugText) already locked by a different transaction: "
        + "TransactionDigest(\(holder))"
    case .tooLarge(let byteCount, let limit):
      "Transaction size (\(byteCount)) bytes exceeds the maximum allowed (\(limit)) bytes"
    case .supplyNotConserved(let difference):
      "This localnet has a defect: the supply would have changed by \(difference) shannons"
    }
  }
}

extension ObjectRef {
  /// As the node's language prints it.
  fileprivate var debugText: String { "(\(id), Version(\(version)), o#\(digest))" }
}
