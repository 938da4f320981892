import EndToEndSupport
import Foundation
import Localnet
import ObjectHost
import SomaTypes
import Steward
import Testing

/// Crashes at steps that only trouble leads to, and crashes that nobody mends before the epoch is over.
@Suite("Crashes of the built binary beside the usual way", .timeLimit(.minutes(10)))
struct SideCrashTests {
  /// What leads to a step that a life without faults does not take.
  enum SideStep: CaseIterable, Sendable {
    /// A coin is locked when the reveal arrives.
    case lock
    /// The object is gone before it is verified.
    case vanished
    /// The model is on the chain, and the state is new.
    case adoption

    var point: Failpoint {
      switch self {
      case .lock: .intentNoted
      case .vanished: .releaseChanged
      case .adoption: .modelBound
      }
    }
  }

  @Test(
    "a lock conflict that nobody wrote down does not prevent the reveal",
    arguments: Failpoint.Side.allCases)
  func lock(side: Failpoint.Side) async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      try await net.endEpoch()
      net.localnet.faults.inject(.lockedCoin)
      try await owner.isKilled(.reveal, at: SideStep.lock.point, side)
      for _ in 0..<3 { _ = try await owner.reconcile() }
      let footprint = await owner.footprint()
      #expect(try await owner.stateName() == "Active", "\(footprint)")
      #expect(footprint.succeeded["RevealModel"] == 1, "\(footprint)")
      try await owner.succeeds("reconcile")
    }
  }

  @Test(
    "an object that vanished before its commit is uploaded again",
    arguments: Failpoint.Side.allCases)
  func vanished(side: Failpoint.Side) async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.isKilled(.create, at: .releaseHosted, .after)
      let put = try #require(net.objects.requests.first { $0.method == "PUT" })
      let key = try ObjectKey(String(put.target.dropFirst()))
      let bytes = try #require(try await net.objects.bytes(at: key))
      #expect(try await net.objects.remove(key))
      try await owner.isKilled(.create, at: SideStep.vanished.point, side)
      for _ in 0..<2 { _ = try await owner.run(.create) }
      #expect(try await owner.stateName() == "Pending")
      #expect(try await net.objects.bytes(at: key) == bytes)
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      #expect(try await owner.stateName() == "Active")
    }
  }

  @Test("an adoption that is killed at any step adopts the same model, and sends nothing")
  func adoption() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      var adopting = Declaration()
      adopting.extra = "\n  modelId: '\(try await owner.model().id)'"
      try owner.declare(adopting)
      let before = await owner.standing()
      let command = "apply steward.yaml --yes --no-watchman"

      let trace = owner.directory.appending(path: "trace")
      let whole = try await owner.steward(
        command, state: "whole", variables: ["STEWARD_FAILPOINT_TRACE": trace.path])
      #expect(whole.status == 0, "\(whole.text)\(whole.errorText)")
      #expect(await owner.standing() == before)
      let passes = try Pass.list(of: trace)
      #expect(passes.contains { $0.point == SideStep.adoption.point })
      try await inParallel(Array(passes.enumerated()), width: 3) { index, pass in
        let state = "adopting-\(index)"
        let killed = try await owner.steward(
          command, state: state, variables: ["STEWARD_FAILPOINT": "\(pass)"])
        #expect(killed.status == Program.killed, "\(pass): \(killed.errorText)")
        let again = try await owner.steward(command, state: state)
        #expect(again.status == 0, "\(pass): \(again.text)\(again.errorText)")
        let quiet = try await owner.steward("reconcile", state: state)
        #expect(quiet.status == 0, "\(pass): \(quiet.text)\(quiet.errorText)")
      }
      #expect(await owner.standing() == before)
      print("adoption: \(passes.count) crashes")
    }
  }

  @Test("a run that is killed around its transactions, and the next run comes an epoch later")
  func epochLater() async throws {
    try await withRunNet { net in
      let pattern = try Owner(net, 0)
      let trace = pattern.directory.appending(path: "trace")
      _ = try await pattern.run(.create, variables: ["STEWARD_FAILPOINT_TRACE": trace.path])
      let passes = try Pass.list(of: trace).filter {
        [.submitted, .intentPrepared, .intentSending, .intentSettled].contains($0.point)
      }
      let owners = try passes.indices.map { try Owner(net, $0 + 1) }
      try await inParallel(owners, width: 3) { owner in
        let pass = passes[owner.number - 1]
        let killed = try await owner.run(
          .create, variables: ["STEWARD_FAILPOINT": "\(pass)"])
        #expect(killed.status == Program.killed, "\(pass): \(killed.errorText)")
      }
      for _ in 0..<3 {
        try await net.endEpoch()
        try await inParallel(owners, width: 3) { owner in
          // The first one shows that cron works, which a commit waits for.
          for _ in 0..<2 { _ = try await owner.reconcile() }
        }
      }
      for owner in owners {
        let pass = passes[owner.number - 1]
        let footprint = await owner.footprint()
        #expect(try await owner.stateName() == "Active", "\(pass): \(footprint)")
        #expect(footprint.succeeded["CreateModel"] == 1, "\(pass): \(footprint)")
        #expect(footprint.succeeded["CommitModel"] == 1, "\(pass): \(footprint)")
        #expect(footprint.succeeded["RevealModel"] == 1, "\(pass): \(footprint)")
        #expect(footprint.keys.count == 1, "\(pass): \(footprint)")
      }
      print("an epoch later: \(passes.count) crashes")
    }
  }
}

extension Owner {
  /// Runs a phase that must die when it passes a failpoint for the first or a later time.
  func isKilled(
    _ phase: LifePhase, at point: Failpoint, _ side: Failpoint.Side, number: Int = 1
  ) async throws {
    let pass = Pass(point: point, side: side, number: number)
    let result = try await run(phase, variables: ["STEWARD_FAILPOINT": "\(pass)"])
    #expect(
      result.status == Program.killed,
      "\(pass) was armed and not reached: \(result.text)\(result.errorText)")
  }
}
