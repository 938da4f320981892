import Custody
import Lifecycle
import SomaClient
import SomaTypes
import SomaWire
import StateStore
import Synchronization
import Testing

@Suite("A life in custody", .timeLimit(.minutes(5))) struct LifecycleDriverTests {
  @Test("from weights to live, then new weights, then another embedding of the same")
  func life() async throws {
    try await withCustodyNet { net in
      try await net.withDriver(keyring: net.plainKeyring()) { driver in
        let (model, first) = try await driver.commitFirst(
          weights: net.weights(1), embedding: embedding(1))
        #expect(try await net.chain.model(model).model.state.name == "Pending")
        try await reveal(first, of: model, with: driver, on: net)

        let second = try await driver.commitUpdate(
          weights: net.weights(2), embedding: embedding(2), to: model)
        #expect(second.served.object != first.served.object)
        try await reveal(second, of: model, with: driver, on: net)

        let third = try await driver.commitUpdate(
          weights: net.weights(2), embedding: embedding(3), to: model)
        #expect(third.served.object == second.served.object)
        #expect(third.packet.name != second.packet.name)
        try await reveal(third, of: model, with: driver, on: net)
        #expect(
          try await driver.state.attempts(of: "first-model").map(\.state)
            == [.superseded, .superseded, .live])
        #expect(try await driver.state.keys().allSatisfy { $0.publicSince != nil })
      }
    }
  }

  @Test(
    "a run that is cut off after any step is taken up again: one create, one commit, one reveal",
    arguments: LifecycleStep.allCases)
  func cutOff(after step: LifecycleStep) async throws {
    try await withCustodyNet { net in
      let keyring = try net.plainKeyring()
      let weights = try net.weights(1, count: 50_000)
      let cut: @Sendable (LifecycleStep) throws -> Void = { if $0 == step { throw CutOff() } }
      var model: ModelID?
      let whole: @Sendable (LifecycleStep) throws -> Void = { _ in }
      for reached in [cut, whole] {
        do {
          model = try await net.withDriver(keyring: keyring, reached: reached) { driver in
            let (model, attempt) = try await driver.commitFirst(
              weights: weights, embedding: embedding(1))
            if try await net.chain.systemState().epoch == 0 { try await net.endEpoch() }
            try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
            return model
          }
        } catch is CutOff {}
      }
      let done = try #require(model)
      #expect(try await net.chain.model(done).model.state.name == "Active")
      #expect(try await net.chain.systemState().models.count == 1)
      try await net.withDriver(keyring: keyring) { driver in
        let intents = try await driver.state.intents(of: "first-model")
        #expect(Set(intents.map(\.kind)) == [.create, .firstCommit, .reveal])
        #expect(intents.count == 3)
        #expect(intents.allSatisfy { !$0.status.isOpen })
      }
    }
  }

  @Test("nothing is revealed in the epoch of the commit, nor after the window")
  func windows() async throws {
    try await withCustodyNet { net in
      try await net.withDriver(keyring: net.plainKeyring()) { driver in
        let (model, attempt) = try await driver.commitFirst(
          weights: net.weights(1, count: 50_000), embedding: embedding(1))
        await #expect(throws: PermitRefusal.noNodeShowsTheWindow) {
          try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
        }
        try await net.endEpoch()
        try await net.endEpoch()
        await #expect(throws: DriverError.nothingToReveal(model)) {
          try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
        }
        #expect(
          try await driver.state.intents(of: "first-model").allSatisfy { $0.kind != .reveal })
      }
    }
  }

  private func reveal(
    _ attempt: PackedAttempt, of model: ModelID, with driver: LifecycleDriver,
    on net: CustodyNet
  ) async throws {
    try await net.endEpoch()
    try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
    let known = try await net.chain.model(model).model
    guard case .active(let revealed, pendingUpdate: nil) = known.state else {
      Issue.record("\(known.state)")
      return
    }
    #expect(revealed.commitments == attempt.commitments)
  }
}

/// A run ended here, as in a crash.
struct CutOff: Error {}
