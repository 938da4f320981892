import EndToEndSupport
import Foundation
import SomaTypes
import Testing

/// Two machines with a copy of the same state, both of them at work.
@Suite("Clones of a state", .timeLimit(.minutes(10))) struct TwoClonesTests {
  @Test("two clones at once make one create, and lose nothing")
  func clones() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try owner.declare(Declaration())
      // Everything is accepted and packed, and nothing was sent.
      let stopped = try await owner.apply(
        variables: ["STEWARD_FAILPOINT": "attemptDrilled/after"])
      #expect(stopped.status == Program.killed)
      try FileManager.default.copyItem(
        at: owner.directory.appending(path: "state"),
        to: owner.directory.appending(path: "clone"))
      try await both(owner)
      try await both(owner)
      try await both(owner)
      #expect(try await owner.stateName() == "Pending")
      #expect(await owner.footprint().succeeded["CreateModel"] == 1)
      try await net.endEpoch()
      try await both(owner)
      try await both(owner)
      #expect(try await owner.stateName() == "Active")
      let footprint = await owner.footprint()
      #expect(footprint.succeeded["CreateModel"] == 1, "\(footprint)")
      #expect(footprint.succeeded["CommitModel"] == 1, "\(footprint)")
      #expect(footprint.succeeded["RevealModel"] == 1, "\(footprint)")
      // One that came too late to sign the same create knows that it is behind the chain.
      var statuses: Set<Int32> = []
      for state in ["state", "clone"] {
        let quiet = try await owner.steward("reconcile", state: state)
        #expect([0, 12].contains(quiet.status), "\(state): \(quiet.text)\(quiet.errorText)")
        statuses.insert(quiet.status)
      }
      #expect(statuses.contains(0))
    }
  }

  private func both(_ owner: Owner) async throws {
    async let one = owner.steward("reconcile", state: "state")
    async let other = owner.steward("reconcile", state: "clone")
    for result in try await [one, other] {
      // A clone whose coin the other one spent may have to look again.
      #expect(result.status != Program.killed, "\(result.text)\(result.errorText)")
    }
  }
}
