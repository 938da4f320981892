import BCS
import SomaTypes
import Testing

struct SystemStateTests {
  @Test("a state with something everywhere is read and written as the chain does")
  func everything() throws {
    let vector = try #require(StateVectors.all.states.first)
    let state = try SystemState(bcsBytes: vector.bytes)
    let expected = try SystemState.everything()
    // In parts, so that a failure says where.
    #expect(state.validators == expected.validators)
    #expect(state.parameters == expected.parameters)
    #expect(state.modelRegistry == expected.modelRegistry)
    #expect(state == expected)
    #expect(try state.bcsBytes == vector.bytes)
    #expect(try expected.bcsBytes == vector.bytes)
  }

  @Test("a state with nothing in it is read and written as the chain does")
  func nothing() throws {
    let vector = try #require(StateVectors.all.states.last)
    #expect(try SystemState(bcsBytes: vector.bytes) == .nothing)
    #expect(try SystemState.nothing.bcsBytes == vector.bytes)
  }

  @Test("the state is the content of one type of object only")
  func content() throws {
    let vector = try #require(StateVectors.all.states.last)
    var object = SomaObject(
      type: .systemState, version: 7, id: .systemState, content: try vector.bytes,
      owner: .shared(initialVersion: 1), previousTransaction: .zero)
    #expect(try SystemState(object) == .nothing)
    object.type = .target
    #expect(
      throws: BCSError(
        .invalidValue(
          type: "SystemState", reason: "object \(ObjectID.systemState) is of type Target"), at: 0)
    ) { try SystemState(object) }
  }

  @Test("a model says what waits for its reveal and what is revealed")
  func waiting() throws {
    let models = try SystemState.everything().modelRegistry.models
    let created = try #require(models[ModelID(seed: 0xB5)])
    #expect(created.pendingUpdate == nil)
    #expect(created.revealed == nil)
    let pending = try #require(models[ModelID(seed: 0x05)])
    #expect(pending.pendingUpdate?.commitEpoch == 41)
    #expect(pending.revealed == nil)
    let active = try #require(models[ModelID(seed: 0xB1)])
    #expect(active.pendingUpdate == nil)
    #expect(active.revealed?.embedding.bits.count == 4)
    let updating = try #require(models[ModelID(seed: 0x01)])
    #expect(
      try updating.pendingUpdate?.commitments == ModelCommitments(seed: 0x98))
    #expect(try updating.revealed?.commitments == ModelCommitments(seed: 0x38))
    let neverRevealed = try #require(models[ModelID(seed: 0x03)])
    #expect(neverRevealed.pendingUpdate == nil)
    #expect(neverRevealed.revealed?.embedding.shape == [0])
    #expect(
      [created, pending, active, neverRevealed].map(\.state.name)
        == ["Created", "Pending", "Active", "Inactive"])
  }
}
