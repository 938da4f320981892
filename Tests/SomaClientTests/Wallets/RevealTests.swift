import FaultServer
import SomaClient
import SomaCrypto
import SomaTypes
import Testing

@Suite("A reveal shows its key in its epoch only, and for its commit only", .timeLimit(.minutes(1)))
struct RevealTests {
  private static let model = ModelID(Bytes32(repeating: 7))

  /// A way in which a chain in epoch 7 stands against a reveal of release 1.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let state: ModelState?
    var epoch: Epoch = 7
    let error: ModelCallError
  }

  private static func cases() throws -> [Case] {
    let ours = try Models.release()
    let other = try Models.release(2)
    var otherKey = ours
    otherKey.decryptionKey = other.decryptionKey
    var otherEmbedding = ours
    // Equal as numbers, and not bit for bit.
    otherEmbedding.embedding = SomaTensor([1, 0])
    let promised = { (release: ModelRelease) in ModelState.pending(Models.promise(release, in: 6)) }
    return [
      Case(testDescription: "no model", state: nil, error: .unknownModel(model)),
      Case(
        testDescription: "Created", state: .created(createEpoch: 6),
        error: .nothingCommitted(model)),
      Case(
        testDescription: "Active", state: .active(Models.revealed(ours), pendingUpdate: nil),
        error: .nothingCommitted(model)),
      Case(
        testDescription: "Inactive", state: .inactive(Models.revealed(ours)),
        error: .nothingCommitted(model)),
      Case(
        testDescription: "too early", state: promised(ours), epoch: 6,
        error: .notTheEpoch(model, now: 6, due: 7)),
      Case(
        testDescription: "too late", state: promised(ours), epoch: 8,
        error: .notTheEpoch(model, now: 8, due: 7)),
      Case(
        testDescription: "no epoch after the last",
        state: .pending(Models.promise(ours, in: Epoch(.max))), epoch: Epoch(.max),
        error: .notTheEpoch(model, now: Epoch(.max), due: Epoch(.max))),
      Case(testDescription: "another key", state: promised(otherKey), error: .otherKey(model)),
      Case(
        testDescription: "another embedding", state: promised(otherEmbedding),
        error: .otherEmbedding(model)),
      Case(
        testDescription: "an update of another release",
        state: .active(
          Models.revealed(ours), pendingUpdate: Models.promise(other, in: 6)),
        error: .otherKey(model)),
    ]
  }

  @Test("every other case is refused, and nothing with the key leaves")
  func refusals() async throws {
    let release = try Models.release()
    for row in try Self.cases() {
      let node = LedgerNode(try Recorded.coins(1))
      let models = row.state.map { [Self.model: Models.model($0)] } ?? [:]
      let state = try Models.systemState(epoch: row.epoch, models)
      node.with { $0.systemState = state }
      let signer = try TestSigner()
      try await withChain(node.script) { chain in
        await #expect(throws: row.error, "\(row.testDescription)") {
          try await Wallet(signer, on: chain).reveal(
            Self.model, decryptionKey: release.decryptionKey, embedding: release.embedding)
        }
      }
      #expect(signer.signatures == 0, "\(row.testDescription)")
      let key = release.decryptionKey.revealed.bytes
      #expect(node.script.calls.allSatisfy { !$0.message.contains(key) }, "\(row.testDescription)")
      #expect(!node.methods.contains(Method.execute), "\(row.testDescription)")
    }
  }

  @Test("the key is in what leaves in the one right case")
  func shown() async throws {
    let release = try Models.release()
    let node = LedgerNode(try Recorded.coins(1))
    let pending = ModelState.pending(Models.promise(release, in: 6))
    let state = try Models.systemState(epoch: 7, [Self.model: Models.model(pending)])
    node.with { $0.systemState = state }
    try await withChain(node.script) { chain in
      try await Wallet(Recorded.signer(), on: chain).reveal(
        Self.model, decryptionKey: release.decryptionKey, embedding: release.embedding)
    }
    let key = release.decryptionKey.revealed.bytes
    #expect(node.script.calls.filter { $0.message.contains(key) }.map(\.method) == [Method.execute])
  }

  @Test("a reveal is simulated only by whoever says that its key may be seen")
  func simulation() async throws {
    let reveal = RevealModel(
      modelID: Self.model, decryptionKey: DecryptionKey(.zero), embedding: SomaTensor([1]))
    let data = TransactionData(kind: .revealModel(reveal), sender: .zero, gasPayment: [])
    let node = NodeScript()
    node.on(Method.simulate, .failure(13))
    try await withChain(node) { chain in
      await #expect(throws: SimulationError.wouldPublishKey) { try await chain.simulate(data) }
      #expect(node.calls.isEmpty)
      await #expect(throws: RPCFailure.self) { try await chain.simulate(data, publishesKey: true) }
    }
    #expect(node.calls.count == 1)
  }

  @Test("an update is committed to an Active model without one, and to no other")
  func updates() async throws {
    let release = try Models.release()
    let promise = Models.promise(release, in: 6)
    let revealed = Models.revealed(release)
    let cases: [(ModelState?, ModelCallError)] = [
      (nil, .unknownModel(Self.model)),
      (.created(createEpoch: 6), .wrongState(Self.model, "Created", wanted: "Active")),
      (.pending(promise), .wrongState(Self.model, "Pending", wanted: "Active")),
      (.inactive(revealed), .wrongState(Self.model, "Inactive", wanted: "Active")),
      (.active(revealed, pendingUpdate: promise), .updatePending(Self.model)),
    ]
    for (modelState, error) in cases {
      let node = LedgerNode(try Recorded.coins(1))
      let models = modelState.map { [Self.model: Models.model($0)] } ?? [:]
      let state = try Models.systemState(epoch: 7, models)
      node.with { $0.systemState = state }
      try await withChain(node.script) { chain in
        await #expect(throws: error) {
          try await Wallet(Recorded.signer(), on: chain).commitUpdate(release, to: Self.model)
        }
      }
      #expect(!node.methods.contains(Method.execute))
    }
  }
}
