import Manifest
import SomaTypes

@testable import Lifecycle
@testable import StewardCommands

/// Plans as the planner makes them.
enum SamplePlans {
  static func named(_ name: String) throws -> Plan {
    switch name {
    case "first-release": try firstRelease()
    case "urgent": try urgent()
    case "blind": try blind()
    default: Plan(epoch: 12)
    }
  }

  private static let flat = StepCost(fee: Samples.fee)

  /// Many new models, of which every fiftieth is in danger.
  static func many(_ count: Int) throws -> Plan {
    let names = try (1...count).map { number in
      let digits = String(1000 + number).dropFirst()
      return try Samples.name("model-\(digits)")
    }
    return Plan(
      epoch: 12,
      steps: try names.map {
        try Samples.step(
          .create(Samples.content, stake: Samples.stake, commission: 1000, architecture: 1),
          model: $0.text, wallet: "main", cost: StepCost(fee: Samples.fee, stake: Samples.stake),
          waits: [.approval(.create)])
      },
      risks: names.enumerated().filter { $0.offset % 50 == 0 }.map {
        Risk(model: $0.element, kind: .signerUnreachable)
      })
  }

  /// A new model, from its files to its create.
  private static func firstRelease() throws -> Plan {
    let weights = Samples.content.plaintext
    return Plan(
      epoch: 12,
      steps: [
        try Samples.step(
          .makeReserve(count: 2), .reserveTooSmall(usable: 0), model: nil, wallet: "main",
          cost: StepCost(fee: 13_300_000)),
        try Samples.step(.seal(weights)),
        try Samples.step(.upload(weights), waits: [.earlierStep]),
        try Samples.step(.verify(weights), waits: [.earlierStep]),
        try Samples.step(.pack(Samples.content, copies: 2), waits: [.earlierStep]),
        try Samples.step(.drill(Samples.content), waits: [.earlierStep]),
        try Samples.step(
          .create(Samples.content, stake: Samples.stake, commission: 1000, architecture: 1),
          wallet: "main", timing: StepTiming(firstEpoch: 12),
          cost: StepCost(fee: Samples.fee, stake: Samples.stake),
          waits: [.earlierStep, .approval(.create)]),
        try Samples.step(
          .setCommission(Samples.otherID, 1000), .commissionDiffers(chain: 1500, declared: 1000),
          model: "second-model", wallet: "main", cost: flat, waits: [.earlierStep]),
      ])
  }

  /// A first reveal that is late, a loss, drift, and models that are as they should be.
  private static func urgent() throws -> Plan {
    let window = StepTiming(
      firstEpoch: 13, lastEpoch: 13, deadlineMs: Samples.nowMs + 11_520_000)
    let commit = try Samples.commit()
    let late = try Samples.name("at-risk")
    return Plan(
      epoch: 13,
      steps: [
        try Samples.step(
          .record(.probed(isGood: true, isFull: false, atMs: 0)), .journalIsBehind, model: "calm"),
        try Samples.step(
          .reveal(commit), .commitWaits(in: 12), model: "at-risk", wallet: "main", timing: window,
          cost: flat, permit: RevealPermit(commit: commit, validUntilMs: 26_000)),
        try Samples.step(
          .reveal(Samples.commit(isFirst: false)), .commitWaits(in: 12), model: "waiting",
          wallet: "main", timing: window, cost: flat,
          waits: [.permit(.notUnanimous(showing: 2, answering: 3))]),
        try Samples.step(
          .topUp(Samples.otherID, Samples.soma),
          .stakeBelowTarget(ours: 24_000_000_000, target: Samples.stake), model: "second-model",
          wallet: "main", cost: StepCost(fee: Samples.fee, stake: Samples.soma),
          waits: [.funds(needed: 1_013_200_000, richest: 90_000_000)]),
        try Samples.step(
          .retire(Samples.modelID), .retirementDeclared, model: "retiring", wallet: "main",
          cost: flat, waits: [.approval(.retire), .epoch(14)]),
      ],
      risks: [
        Risk(
          model: late,
          kind: .windowPassing(commitEpoch: 12, gone: EpochSpan(tenThousandths: 3125))),
        Risk(model: late, kind: .tooFewCoins(usable: 1)),
      ],
      losses: [Loss(model: try Samples.name("over"), kind: .inactive(Samples.otherID))],
      problems: [
        Problem(
          model: try Samples.name("drifting"),
          kind: .chainDiffers(Samples.otherID, what: .stake, stops: true)),
        Problem(
          model: nil, kind: .journalBehindChain(models: [Samples.modelID], coins: [])),
      ])
  }

  /// No node answered: the same for every model.
  private static func blind() throws -> Plan {
    let names = try (1...7).map { try Samples.name("model-\($0)") }
    return Plan(
      epoch: nil,
      steps: try names.prefix(2).map {
        try Samples.step(
          .create(nil, stake: .zero, commission: 250, architecture: 0), model: $0.text,
          wallet: "main", waits: [.knowledge(.noNodeAnswered), .watchman])
      },
      problems: names.map { Problem(model: $0, kind: .unknown(.noNodeAnswered)) })
  }
}
