import EndToEndSupport
import ObjectHost
import SomaTypes
import Testing

/// Objects that are not served any more, after a commit and while they are live.
@Suite("The built binary and hosts that stop serving", .timeLimit(.minutes(10)))
struct HostTroubleTests {
  @Test(
    "a host that refuses after a commit does not cost the window, and is an alarm until it serves")
  func afterCommit() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      try await owner.succeeds("apply", declaring: Declaration())
      net.objects.inject(FaultRule(.refuses(status: 403), methods: [.get, .head]))
      try await net.endEpoch()
      let alarmed = try await owner.reconcile()
      #expect(try await owner.stateName() == "Active", "\(alarmed.text)\(alarmed.errorText)")
      #expect(alarmed.status == 10, "\(alarmed.text)\(alarmed.errorText)")
      net.objects.clearFaults()
      let mended = try await owner.reconcile()
      #expect(mended.status == 0, "\(mended.text)\(mended.errorText)")
    }
  }

  @Test("an object that was deleted while it is live is the same bytes again within one run")
  func afterActive() async throws {
    // A hundredth of such an epoch is over with each run.
    try await withRunNet(epoch: .seconds(100)) { net in
      let owner = try Owner(net, 0)
      var wanted = Declaration()
      wanted.extra = "\n  probe: {every: 1%, full: 1 epoch}"
      try await owner.succeeds("apply", declaring: wanted)
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      let url = try #require(
        try await owner.model().model.revealed?.commitments.manifest.url.text)
      let key = try ObjectKey(String(url.dropFirst(net.objects.url.text.count)))
      let bytes = try #require(try await net.objects.bytes(at: key))
      #expect(try await net.objects.remove(key))
      net.objects.clearRequests()
      var last: Program.Result?
      for _ in 0..<100 where net.objects.requests.isEmpty {
        last = try await owner.reconcile()
      }
      let said = "\(last?.text ?? "")\(last?.errorText ?? "")"
      #expect(try await net.objects.bytes(at: key) == bytes, "\(said)")
      #expect(last?.status == 0, "\(said)")
    }
  }

  @Test("a host that refuses what is live is an alarm")
  func refusedWhileActive() async throws {
    try await withRunNet(epoch: .seconds(100)) { net in
      let owner = try Owner(net, 0)
      var wanted = Declaration()
      wanted.extra = "\n  probe: {every: 1%, full: 1 epoch}"
      try await owner.succeeds("apply", declaring: wanted)
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      net.objects.inject(FaultRule(.refuses(status: 403), methods: [.get, .head]))
      net.objects.clearRequests()
      var last: Program.Result?
      for _ in 0..<100 where net.objects.requests.isEmpty {
        last = try await owner.reconcile()
      }
      #expect(last?.status == 10, "\(last?.text ?? "")\(last?.errorText ?? "")")
    }
  }
}
