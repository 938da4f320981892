import BCS
import SomaCrypto
import SomaTypes
import Testing

struct EffectsTests {
  private let own = Owner.address(SomaAddress(seed: 0xA0))
  private let everyones = Owner.shared(initialVersion: 1)

  private var everyKindOfChange: TransactionEffects {
    TransactionEffects(
      status: .success, executedEpoch: 41,
      fee: TransactionFee(baseFee: 1000, operationFee: 900, valueFee: 500_000, totalFee: 501_900),
      transactionDigest: TransactionDigest(seed: 0x10), gasObjectIndex: 0,
      dependencies: [TransactionDigest(seed: 0x50), TransactionDigest(seed: 0x51)], version: 101,
      changedObjects: [
        ChangedObject(
          id: ObjectID(seed: 0x20),
          input: .init(version: 6, digest: ObjectDigest(seed: 0x30), owner: own),
          output: .init(
            digest: ObjectDigest(seed: 0x31), owner: .address(SomaAddress(seed: 0xA1))),
          operation: .unchanged),
        ChangedObject(
          id: ObjectID(seed: 0x21), input: nil,
          output: .init(digest: ObjectDigest(seed: 0x32), owner: own), operation: .created),
        ChangedObject(
          id: ObjectID(seed: 0x22),
          input: .init(version: 7, digest: ObjectDigest(seed: 0x33), owner: own), output: nil,
          operation: .deleted),
        ChangedObject(
          id: ObjectID(seed: 0x23),
          input: .init(version: 8, digest: ObjectDigest(seed: 0x34), owner: everyones),
          output: .init(digest: ObjectDigest(seed: 0x35), owner: everyones),
          operation: .unchanged),
        ChangedObject(
          id: ObjectID(seed: 0x24),
          input: .init(version: 9, digest: ObjectDigest(seed: 0x36), owner: own), output: nil,
          operation: .unchanged),
        ChangedObject(id: ObjectID(seed: 0x25), input: nil, output: nil, operation: .created),
        ChangedObject(
          id: ObjectID(seed: 0x26), input: nil,
          output: .init(digest: ObjectDigest(seed: 0x37), owner: .immutable),
          operation: .created),
      ],
      unchangedSharedObjects: [
        UnchangedSharedObject(
          id: ObjectID(seed: 0x40),
          kind: .readOnlyRoot(version: 3, digest: ObjectDigest(seed: 0x41))),
        UnchangedSharedObject(id: ObjectID(seed: 0x42), kind: .mutateDeleted(version: 4)),
        UnchangedSharedObject(id: ObjectID(seed: 0x43), kind: .readDeleted(version: 5)),
        UnchangedSharedObject(
          id: ObjectID(seed: 0x44), kind: .cancelled(version: 0x8000_0000_0000_0001)),
      ])
  }

  private var systemTransaction: TransactionEffects {
    TransactionEffects(
      status: .success, executedEpoch: 41, fee: .zero,
      transactionDigest: TransactionDigest(seed: 0x10), gasObjectIndex: nil, dependencies: [],
      version: 2, changedObjects: [], unchangedSharedObjects: [])
  }

  @Test("successful effects are read, written and hashed as the chain does")
  func successes() throws {
    let vectors = try StateVectors.all.successes
    let expected = [everyKindOfChange, systemTransaction]
    try #require(vectors.count == expected.count)
    for (vector, effects) in zip(vectors, expected) {
      #expect(try TransactionEffects(bcsBytes: vector.bytes) == effects)
      #expect(try effects.bcsBytes == vector.bytes)
      #expect(effects.digest.bytes.description == vector.digest)
    }
  }

  @Test("what was written has special digests for the deleted and the wrapped")
  func written() {
    let effects = everyKindOfChange
    #expect(effects.written.map(\.id) == [0x20, 0x21, 0x22, 0x23, 0x24, 0x26].map(ObjectID.init))
    #expect(
      effects.written.map(\.digest) == [
        ObjectDigest(seed: 0x31), ObjectDigest(seed: 0x32), .deleted, ObjectDigest(seed: 0x35),
        .wrapped, ObjectDigest(seed: 0x37),
      ])
    #expect(effects.written.allSatisfy { $0.version == 101 })
  }

  @Test("the special digests are 32 times 99, 88 and 77")
  func specialDigests() {
    #expect(ObjectDigest.deleted.bytes == Bytes32(repeating: 99))
    #expect(ObjectDigest.wrapped.bytes == Bytes32(repeating: 88))
    #expect(ObjectDigest.cancelled.bytes == Bytes32(repeating: 77))
  }

  @Test("an index that points nowhere gives no gas coin")
  func gasObject() {
    var effects = everyKindOfChange
    #expect(effects.gasObject?.id == ObjectID(seed: 0x20))
    effects.gasObjectIndex = 6
    #expect(effects.gasObject?.id == ObjectID(seed: 0x26))
    effects.gasObjectIndex = 7
    #expect(effects.gasObject == nil)
    effects.gasObjectIndex = .max
    #expect(effects.gasObject == nil)
    #expect(systemTransaction.gasObject == nil)
  }
}
