import EndToEndSupport
import Ledger
import Localnet
import SomaTypes
import Testing

/// Nodes that lose replies, lie, lag or change the rules: each promise is made once, and kept.
@Suite("The built binary and networks that lie", .timeLimit(.minutes(10)))
struct NetworkFaultTests {
  /// What goes wrong, and when.
  struct Trouble: CustomTestStringConvertible, Sendable {
    var name: String
    /// In which part of a life.
    var phase = LifePhase.create
    /// Where a first run is stopped, so that the fault meets the submission after it.
    var stop: String?
    var faults: [Fault]
    /// Whether they hold until they are cleared, which is after the next run.
    var isLasting = false
    /// How much of an epoch goes by after the first run that met them.
    var wait = 0.0

    var testDescription: String { name }
  }

  /// Between the reserve and the create.
  private static let beforeCreate = "intentSettled/after#1"
  /// Between the create, which was executed, and its commit.
  private static let beforeCommit = "intentSettled/after#2"

  static let troubles: [Trouble] = [
    Trouble(
      name: "the reply to a create is lost", stop: beforeCreate,
      faults: [.lostReply(.unavailable)]),
    Trouble(
      name: "the connection is cut after a create", stop: beforeCreate,
      faults: [.lostReply(.cut)]),
    Trouble(
      name: "the reply to a commit is lost", stop: beforeCommit,
      faults: [.lostReply(.unavailable)]),
    Trouble(
      name: "the reply to a reveal is lost", phase: .reveal, faults: [.lostReply(.unavailable)]),
    Trouble(
      name: "nothing comes after a reveal", phase: .reveal, faults: [.lostReply(.silence)]),
    Trouble(
      name: "the reply to an update's commit is lost", phase: .update,
      faults: [.lostReply(.cut)]),
    Trouble(
      name: "the reply to an update's reveal is lost", phase: .revealUpdate,
      faults: [.lostReply(.cut)]),
    Trouble(
      name: "the reply to a commission is lost", phase: .commission,
      faults: [.lostReply(.unavailable)]),
    Trouble(
      name: "the reply to a stake is lost", phase: .stake, faults: [.lostReply(.unavailable)]),
    Trouble(
      name: "an epoch ends before a create", stop: beforeCreate,
      faults: [.boundaryBeforeExecution]),
    Trouble(
      name: "an epoch ends before a commit", stop: beforeCommit,
      faults: [.boundaryBeforeExecution]),
    Trouble(
      name: "a create runs an epoch later", stop: beforeCreate,
      faults: [.delayedExecution(epochs: 1)]),
    Trouble(
      name: "a commit runs an epoch later", stop: beforeCommit,
      faults: [.delayedExecution(epochs: 1)], wait: 0.06),
    Trouble(
      name: "a reveal is held back", phase: .reveal, faults: [.delayedExecution(epochs: 1)],
      wait: 0.06),
    Trouble(name: "a reveal's coin is locked", phase: .reveal, faults: [.lockedCoin]),
    Trouble(
      name: "a reply to a create names another transaction", stop: beforeCreate,
      faults: [.wrongDigest]),
    Trouble(
      name: "a reply to a commit names another transaction", stop: beforeCommit,
      faults: [.wrongDigest]),
    Trouble(
      name: "a reply to a reveal names another transaction", phase: .reveal,
      faults: [.wrongDigest]),
    Trouble(
      name: "an executed create is not found", stop: beforeCreate,
      faults: [.lostReply(.unavailable), .hiddenTransaction], isLasting: true),
    Trouble(
      name: "an executed reveal is not found", phase: .reveal,
      faults: [.lostReply(.unavailable), .hiddenTransaction], isLasting: true),
  ]

  @Test("one create, and every reveal in time", arguments: troubles)
  func survives(trouble: Trouble) async throws {
    let isSilent = trouble.faults == [.lostReply(.silence)]
    try await withRunNet(epoch: isSilent ? .seconds(100) : nil) { net in
      let owner = try Owner(net, 0)
      for phase in LifePhase.allCases where phase.rawValue <= LifePhase.stake.rawValue {
        if phase == trouble.phase {
          try await meet(trouble, owner)
        } else {
          let result = try await owner.run(phase)
          #expect(result.status == 0, "\(phase): \(result.text)\(result.errorText)")
        }
        if phase.endsEpoch { try await net.endEpoch() }
      }
      try await expectWholeLife(of: owner)
    }
  }

  /// Runs into the fault, and goes on until nothing is left to do in this epoch.
  private func meet(_ trouble: Trouble, _ owner: Owner) async throws {
    let (net, phase) = (owner.net, trouble.phase)
    if let stop = trouble.stop {
      let stopped = try await owner.run(phase, variables: ["STEWARD_FAILPOINT": stop])
      #expect(stopped.status == Program.killed, "\(stop): \(stopped.errorText)")
    }
    for fault in trouble.faults {
      let isHiding = fault == .hiddenTransaction
      net.localnet.faults.inject(
        fault, methods: isHiding ? nil : ["ExecuteTransaction"],
        times: isHiding && trouble.isLasting ? nil : 1)
    }
    var said = ["\(try await owner.run(phase).errorText)"]
    #expect(
      net.localnet.faults.entries.allSatisfy { $0.rule.fault == .hiddenTransaction },
      "the fault was not met: \(said)")
    if trouble.isLasting {
      said.append("hidden: \(try await owner.reconcile().errorText)")
      net.localnet.faults.clearAll()
    }
    if trouble.wait > 0 {
      let epoch = await net.read { $0.systemState.parameters.epochDurationMs }
      net.clock.advance(by: .milliseconds(Int64(Double(epoch) * trouble.wait)))
      await net.localnet.node.makeCheckpoint()
    }
    for _ in 0..<3 {
      said.append("then: \(try await owner.reconcile().errorText)")
    }
    // What an earlier boundary made possible only in the next epoch.
    if phase == .create, try await owner.stateName() != "Pending" {
      try await net.endEpoch()
      for _ in 0..<3 { said.append("next epoch: \(try await owner.reconcile().errorText)") }
    }
    if phase == .create {
      #expect(try await owner.stateName() == "Pending", "\(said.joined(separator: "\n"))")
    }
    if phase == .reveal {
      #expect(try await owner.stateName() == "Active", "\(said.joined(separator: "\n"))")
    }
  }

  @Test(
    "a second node that lags or is frozen delays a reveal, and does not prevent it",
    arguments: [Fault.followerLag(checkpoints: 3), .followerFrozen(at: 0)])
  func follower(fault: Fault) async throws {
    try await withRunNet(hasFollower: true) { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      net.localnet.faults.inject(fault)
      let epoch = await net.read { $0.systemState.parameters.epochDurationMs }
      // A window is counted from when it could open at the earliest.
      net.clock.advance(by: .milliseconds(Int64(epoch)))
      try await net.endEpoch()
      let early = try await owner.reconcile()
      #expect(try await owner.stateName() == "Pending", "one of two nodes is not enough yet")
      net.clock.advance(by: .milliseconds(Int64(epoch) * 26 / 100))
      await net.localnet.node.makeCheckpoint()
      let late = try await owner.reconcile()
      #expect(
        try await owner.stateName() == "Active",
        "\(early.text)\(early.errorText)\(late.text)\(late.errorText)")
    }
  }

  @Test(
    "a reveal lands under rules that nobody knows, and in safe mode",
    arguments: [Fault.protocolVersion(99), .safeMode])
  func boundary(fault: Fault) async throws {
    try await withRunNet(dimension: nil) { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      net.localnet.faults.inject(fault)
      try await net.endEpoch()
      let result = try await owner.reconcile()
      #expect(try await owner.stateName() == "Active", "\(result.text)\(result.errorText)")
      let footprint = await owner.footprint()
      #expect(footprint.succeeded["CreateModel"] == 1)
      #expect(footprint.succeeded["RevealModel"] == 1)
    }
  }

  private func expectWholeLife(of owner: Owner) async throws {
    let footprint = await owner.footprint()
    #expect(footprint.succeeded["CreateModel"] == 1, "\(footprint)")
    #expect(footprint.commits.count == 2, "\(footprint)")
    #expect(footprint.commits.values.allSatisfy { $0 == 1 }, "\(footprint)")
    #expect(footprint.keys.count == 2, "\(footprint)")
    #expect(Set(footprint.keys).count == 2, "\(footprint)")
    #expect(footprint.succeeded["SetModelCommissionRate"] == 1, "\(footprint)")
    #expect(footprint.succeeded["AddStakeToModel"] == 1, "\(footprint)")
  }
}

extension Owner {
  /// What the chain calls the state of the only model; `nil` when there is none.
  func stateName() async throws -> String? {
    let found = await models()
    #expect(found.count <= 1)
    return found.first?.value.state.name
  }
}
