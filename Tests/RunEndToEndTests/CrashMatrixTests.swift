import EndToEndSupport
import Foundation
import SomaTypes
import Steward
import Testing

/// Runs that are killed at every durable step, and what plain runs make of it afterwards.
@Suite("Crashes of the built binary", .timeLimit(.minutes(20))) struct CrashMatrixTests {
  /// How many processes run at a time.
  private static let width = 3

  /// What lives without faults passed and became, phase by phase.
  private struct Pattern: Sendable {
    var passes: [LifePhase: [Pass]] = [:]
    var standings: [LifePhase: String] = [:]

    /// The most passes that a phase has.
    var longest: Int { passes.values.map(\.count).max() ?? 0 }

    /// The last phase in which the life with this number is killed; each is followed to its reveal.
    func lastPhase(of life: Int) -> LifePhase {
      let last = LifePhase.allCases.last { (passes[$0]?.count ?? 0) > life } ?? .reveal
      return last == .create ? .reveal : last
    }
  }

  @Test("kill at any step, and the next runs end as a run without crashes")
  func matrix() async throws {
    let start = ContinuousClock.now
    try await withRunNet { net in
      let pattern = try await patternLife(Owner(net, 0))
      let owners = try (0..<pattern.longest).map { try Owner(net, $0 + 1) }
      for phase in LifePhase.allCases {
        let alive = owners.filter {
          phase.rawValue <= pattern.lastPhase(of: $0.number - 1).rawValue
        }
        try await inParallel(alive, width: Self.width) { owner in
          try await crash(owner, in: phase, pattern)
        }
        if phase.endsEpoch { try await net.endEpoch() }
      }
      let covered = Set(pattern.passes.values.joined().map(\.point))
      let missing = Set(Failpoint.allCases).subtracting(covered)
      #expect(missing == Self.elsewhere)
      let count = pattern.passes.values.map(\.count).reduce(0, +)
      print("crash matrix: \(count) crashes in \(owners.count) lives, \(start.duration(to: .now))")
    }
  }

  /// Steps that a life without faults does not take; ``SideCrashTests`` kills runs at each of them.
  private static let elsewhere = Set(SideCrashTests.SideStep.allCases.map(\.point))

  private func patternLife(_ owner: Owner) async throws -> Pattern {
    var pattern = Pattern()
    for phase in LifePhase.allCases {
      let trace = owner.directory.appending(path: "trace-\(phase)")
      let result = try await owner.run(phase, variables: ["STEWARD_FAILPOINT_TRACE": trace.path])
      try #require(result.status == 0, "\(phase): \(result.text)\(result.errorText)")
      pattern.passes[phase] = try Pass.list(of: trace)
      pattern.standings[phase] = await owner.standing()
      print(
        "\(phase): \(pattern.passes[phase]?.count ?? 0) passes; \(pattern.standings[phase] ?? "")")
      if phase.endsEpoch { try await owner.net.endEpoch() }
    }
    return pattern
  }

  private func crash(_ owner: Owner, in phase: LifePhase, _ pattern: Pattern) async throws {
    let passes = pattern.passes[phase] ?? []
    let index = owner.number - 1
    guard passes.indices.contains(index) else {
      let result = try await owner.run(phase)
      #expect(result.status == 0, "life \(index), \(phase): \(result.text)\(result.errorText)")
      return
    }
    let pass = passes[index]
    let killed = try await owner.run(phase, variables: ["STEWARD_FAILPOINT": "\(pass)"])
    #expect(
      killed.status == Program.killed,
      "\(phase) \(pass) was armed and not reached: \(killed.status) \(killed.errorText)")
    var said: [String] = []
    for attempt in 0..<4 {
      let needsApply = attempt == 0 && phase.isDeclared && !passes.hasAccepted(before: index)
      let result = needsApply ? try await owner.run(phase) : try await owner.reconcile()
      said.append("\(needsApply ? "apply" : "reconcile") \(result.status): \(result.errorText)")
      if await owner.standing() == pattern.standings[phase] { break }
    }
    let standing = await owner.standing()
    #expect(
      standing == pattern.standings[phase],
      "\(phase) killed at \(pass): \(said.joined(separator: "\n"))")
    let quiet = try await owner.reconcile()
    #expect(quiet.status == 0, "\(phase) killed at \(pass): \(quiet.text)\(quiet.errorText)")
    #expect(await owner.standing() == standing, "\(phase) killed at \(pass): not quiet")
  }
}
