import BCS
import SomaTypes

/// The checks that a transaction passes before it is executed, in a node's order.
///
/// Sources: CHAIN.md 7.1; `types/src/transaction.rs`, `input_objects`;
/// `authority/src/transaction_input_loader.rs`; `authority/src/transaction_checks.rs`.
struct InputCheck {
  /// The most bytes of a signed transaction. Source: protocol `consensus_max_transaction_size_bytes`.
  static let maximumByteCount = 262_144
  /// Versions from here on are never given out. Source: `types/src/object.rs`, `Version::MAX`.
  static let maximumVersion: ObjectVersion = 0x7fff_ffff_ffff_ffff

  let data: TransactionData
  let objects: ObjectStore

  /// The inputs of a transaction, each in the version that it names, shared ones in the live one.
  ///
  /// Enough for a simulation: a version that is no longer live passes.
  ///
  /// - Parameter mockGas: A coin that is in no store, paid with in a simulation without gas.
  /// - Returns: The inputs by their ids.
  /// - Throws: ``InputRefusal``.
  func inputs(mockGas: SomaObject? = nil) throws(InputRefusal) -> [ObjectID: SomaObject] {
    try refuseDuplicates()
    var inputs: [ObjectID: SomaObject] = [:]
    for id in data.kind.sharedInputs {
      guard let object = objects[id], object.owner == .shared(initialVersion: 1) else {
        throw .objectNotFound(id, version: nil)
      }
      inputs[id] = object
    }
    for reference in data.ownedInputs where reference.id != mockGas?.id {
      inputs[reference.id] = try object(reference)
    }
    if let mockGas { inputs[mockGas.id] = mockGas }
    try checkGas(in: inputs)
    for reference in data.ownedInputs { try check(reference, is: inputs[reference.id]) }
    return inputs
  }

  /// Refuses versions that are kept, but no longer live.
  ///
  /// - Throws: ``InputRefusal``.
  func requireLiveVersions() throws(InputRefusal) {
    for reference in data.ownedInputs {
      guard let live = objects[reference.id] else {
        throw .objectNotFound(reference.id, version: nil)
      }
      guard live.version == reference.version else {
        throw .versionUnavailable(provided: reference, current: live.version)
      }
    }
  }

  private func refuseDuplicates() throws(InputRefusal) {
    var seen: Set<ObjectID> = []
    let named = data.kind.sharedInputs + data.kind.ownedInputs.map(\.id)
    for id in named where !seen.insert(id).inserted { throw .duplicateInput(id) }
    // Only the first gas coin may be an input of the kind too.
    if let first = data.gasPayment.first { seen.remove(first.id) }
    let shared = data.kind.sharedInputs
    for reference in data.gasPayment {
      guard !shared.contains(reference.id) else { throw .gasNotAddressOwned(reference.id) }
      guard seen.insert(reference.id).inserted else { throw .duplicateInput(reference.id) }
    }
  }

  private func object(_ reference: ObjectRef) throws(InputRefusal) -> SomaObject {
    if let object = objects[reference.id, reference.version] { return object }
    guard let live = objects[reference.id], live.version >= reference.version else {
      throw .objectNotFound(reference.id, version: reference.version)
    }
    throw .versionUnavailable(provided: reference, current: live.version)
  }

  /// No balance is checked: even a coin worth nothing passes.
  private func checkGas(in inputs: [ObjectID: SomaObject]) throws(InputRefusal) {
    guard !data.gasPayment.isEmpty else { throw .noGasPayment }
    for reference in data.gasPayment {
      guard let object = inputs[reference.id] else {
        throw .objectNotFound(reference.id, version: reference.version)
      }
      guard object.ownerAddress != nil else { throw .gasNotAddressOwned(reference.id) }
      guard object.type == .coin else { throw .gasNotACoin(reference.id, actual: object.type) }
    }
  }

  private func check(_ reference: ObjectRef, is object: SomaObject?) throws(InputRefusal) {
    guard let object else { throw .objectNotFound(reference.id, version: reference.version) }
    guard reference.version < Self.maximumVersion else { throw .invalidVersion(reference) }
    guard object.digest == reference.digest else {
      throw .digestMismatch(provided: reference, expected: object.digest)
    }
    switch object.owner {
    case .immutable:
      break
    case .shared:
      throw .notOwnedObject(reference.id)
    case .address(let owner):
      guard owner == data.sender else {
        throw .wrongOwner(reference.id, owner: owner, sender: data.sender)
      }
    }
  }
}
