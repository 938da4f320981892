import GRPCCore
import Ledger
import Localnet
import SomaClient
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite("Listening", .timeLimit(.minutes(2))) struct ListeningTests {
  @Test("each service has a port of its own, which is free and known")
  func ports() async throws {
    try await withTestNet {
      $0.node.hasFollower = true
    } _: { net in
      let endpoints = net.localnet.endpoints
      let urls = [
        endpoints.rpc, endpoints.follower, endpoints.faucet, endpoints.scoring, endpoints.admin,
      ].compactMap { $0 }
      #expect(Set(urls).count == 5)
      #expect(urls.allSatisfy { $0.hasPrefix("http://127.0.0.1:") && !$0.hasSuffix(":0") })
    }
    #expect(LocalnetPorts.standard == LocalnetPorts(base: 9000))
    #expect(
      LocalnetPorts(base: 9000)
        == LocalnetPorts(rpc: 9000, follower: 9001, faucet: 9123, scoring: 9124, admin: 9125))
    #expect(LocalnetPorts(base: 0) == .anyFree)
  }

  @Test("a port that is taken is named, and the others are given up")
  func takenPort() async throws {
    try await withTestNet { net in
      let port = try #require(
        Int(net.localnet.endpoints.faucet.split(separator: ":").last ?? ""))
      let error = await #expect(throws: LocalnetError.self) {
        try await withTestNet {
          $0.ports.faucet = port
        } _: { _ in
          Issue.record("it listens")
        }
      }
      #expect(
        error
          == .cannotListen(service: "faucet", port: port, reason: "Address already in use"))
    }
  }

  @Test("a start that is cancelled says so, and nothing else")
  func cancelledStart() async throws {
    let start = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await withTestNet { _ in }
    }
    let result = await start.result
    // It can have got through all the same.
    if case .failure(let error) = result { #expect(error is CancellationError) }
  }

  @Test(
    "a call that hangs does not keep the localnet from ending, be it patient or deaf",
    arguments: [Fault.lostReply(.silence), .slow(.seconds(1_000_000))])
  func hangingCalls(fault: Fault) async throws {
    let settings = ConnectionSettings.forTests
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await withTestNet { net in
        net.faults.inject(fault, methods: ["GetServiceInfo"])
        let url = net.localnet.endpoints.rpc
        group.addTask {
          try await withConnection(to: [Endpoint(url)], settings: settings) { connection in
            let chain = Chain(connection)
            await #expect(throws: RPCFailure.self) { try await chain.serviceInfo() }
          }
        }
        while !net.faults.entries.isEmpty {
          try Task.checkCancellation()
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("many pings in a row are answered, with calls and without", arguments: [false, true])
  func pings(withCall: Bool) async throws {
    try await withTestNet { net in
      let port = try #require(
        UInt16(net.localnet.endpoints.rpc.split(separator: ":").last ?? ""))
      let count = try await RawHTTP2Client(port: port).pings(50, withCall: withCall)
      #expect(count == 50)
    }
  }

  @Test("a request above 4 MiB is refused, and the next one is answered")
  func largeRequest() async throws {
    try await withTestNet { net in
      let failure = await net.failure(
        of: Raw.getObject, .with { $0.objectID = String(repeating: "0", count: 4 << 20) })
      #expect(failure != nil)
      _ = try await net.chain.serviceInfo()
    }
  }

  @Test("large replies arrive")
  func largeReply() async throws {
    try await withTestNet {
      $0.genesis.parameters?.targetEmbeddingDim = 65_536
      $0.genesis.parameters?.targetInitialTargetsPerEpoch = 0
    } _: { net in
      let release = ModelRelease(
        manifest: try testRelease().manifest, decryptionKey: try testRelease().decryptionKey,
        embedding: .init(Array(repeating: 0.5, count: 60_000)))
      for _ in 0..<3 {
        let model = try await net.alice.commitModel(release, commission: 0)
        try await net.node.endEpoch()
        try await net.alice.reveal(
          model, decryptionKey: release.decryptionKey, embedding: release.embedding)
      }
      #expect(try await net.chain.systemState().models.count == 3)
    }
  }
}
