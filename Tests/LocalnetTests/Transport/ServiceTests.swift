import BCS
import GRPCCore
import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("Faucet, admin, scoring, faults", .timeLimit(.minutes(2))) struct ServiceTests {
  @Test("the faucet gives 2 SOMA a call, to as many as ask at once")
  func faucet() async throws {
    try await withTestNet { net in
      let (chain, bob) = (net.chain, net.bob.address)
      try await withConnection(
        to: [Endpoint(net.localnet.endpoints.faucet)], settings: .forTests
      ) { connection in
        let faucet = FaucetService(connection)
        let replies = try await withThrowingTaskGroup(of: FaucetReply.self) { group in
          for _ in 0..<5 { group.addTask { try await faucet.requestGas(for: bob) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.allSatisfy { $0.status == "Success" && $0.coins.count == 1 })
        #expect(Set(replies.flatMap(\.coins).map(\.id)).count == 5)
        #expect(try await chain.balance(of: bob) == 210_000_000_000)
        let coin = try #require(replies.first?.coins.first)
        #expect(coin.amount == 2_000_000_000)
        let digest = try TransactionDigest(base58: coin.transferDigest)
        let transfer = try #require(try await chain.transaction(digest))
        #expect(transfer.effects.changedObjects.contains { $0.id.description == coin.id })
        #expect(transfer.checkpoint != nil)
      }
    }
  }

  @Test("the faucet names an address that is none")
  func badAddress() async throws {
    try await withTestNet { net in
      var writer = BCSWriter()
      writer.write("x")
      let request = writer.bytes
      let failure = await #expect(throws: RPCFailure.self) {
        try await net.call(
          at: net.localnet.endpoints.faucet, Raw.bytes("faucet.Faucet", "RequestGas"), request)
      }
      #expect(failure?.code == .invalidArgument)
      #expect(failure?.message.hasPrefix("Invalid address: ") == true)
    }
  }

  @Test("the admin ends the epoch, if the configuration lets it")
  func admin() async throws {
    try await withTestNet { net in
      try await withConnection(
        to: [Endpoint(net.localnet.endpoints.admin)], settings: .forTests
      ) { connection in
        let first = try await AdminService(connection).advanceEpoch()
        let second = try await AdminService(connection).advanceEpoch()
        #expect([first, second] == [1, 2])
      }
      #expect(try await net.chain.epoch().epoch == 2)
    }
    try await withTestNet {
      $0.node.epochEnd = .byDuration
    } _: { net in
      let failure = await #expect(throws: RPCFailure.self) {
        try await net.call(
          at: net.localnet.endpoints.admin, Raw.bytes("admin.Admin", "AdvanceEpoch"), [])
      }
      #expect(failure?.code == .failedPrecondition)
    }
  }

  @Test("scoring is well, and cannot score without a scorer")
  func scoring() async throws {
    let request = ScoreRequest(
      dataURL: "https://example.com/data", dataChecksum: .zero, dataSizeInBytes: 1, models: [],
      targetEmbedding: SomaTensor([1]))
    try await withTestNet { net in
      try await withConnection(
        to: [Endpoint(net.localnet.endpoints.scoring)], settings: .forTests
      ) { connection in
        let isWell = try await ScoringService(connection).health()
        #expect(isWell)
        let failure = await #expect(throws: RPCFailure.self) {
          try await ScoringService(connection).score(request)
        }
        #expect(failure?.code == .unimplemented)
        #expect(failure?.message.contains("no scorer") == true)
      }
    }
    try await withTestNet {
      $0.scorer = { _ in [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }
    } _: { net in
      try await withConnection(
        to: [Endpoint(net.localnet.endpoints.scoring)], settings: .forTests
      ) { connection in
        let score = try await ScoringService(connection).score(request)
        #expect(score.winner == 1)
      }
    }
  }

  @Test("faults are made, listed and cleared from outside")
  func faults() async throws {
    try await withTestNet { net in
      func call(_ method: String, _ text: String) async throws -> String {
        let reply = try await net.call(
          at: net.localnet.endpoints.admin, Raw.bytes("steward.localnet.Faults", method),
          Array(text.utf8))
        return String(decoding: reply, as: UTF8.self)
      }
      let number = try await call(
        "Inject", #"{"fault":"slow","milliseconds":500,"methods":["GetEpoch"]}"#)
      #expect(number == #"{"id":1}"#)
      #expect(
        net.faults.entries.map(\.rule) == [
          FaultRule(.slow(.milliseconds(500)), methods: ["GetEpoch"])
        ])
      #expect(
        try await call("Inject", #"{"fault":"safeMode","always":true}"#) == #"{"id":2}"#)
      #expect(try await call("Clear", #"{"id":1}"#) == "{}")
      #expect(
        try await call("List", "") == #"[{"id":2,"rule":{"always":true,"fault":"safeMode"}}]"#)
      #expect(try await call("Clear", "") == "{}")
      #expect(net.faults.entries.isEmpty)
      // A fault for all methods spares what ends it, and what nobody named.
      #expect(try await call("Inject", #"{"fault":"unavailable","always":true}"#) == #"{"id":3}"#)
      _ = try await net.call(
        at: net.localnet.endpoints.admin, Raw.bytes("admin.Admin", "AdvanceEpoch"), [])
      #expect(
        try await call(
          "Inject", #"{"fault":"unavailable","always":true,"methods":["AdvanceEpoch"]}"#)
          == #"{"id":4}"#)
      let refused = await #expect(throws: RPCFailure.self) {
        try await net.call(
          at: net.localnet.endpoints.admin, Raw.bytes("admin.Admin", "AdvanceEpoch"), [])
      }
      #expect(refused?.code == .unavailable)
      #expect(try await call("Clear", "{}") == "{}")
      #expect(net.faults.entries.isEmpty)
      for (method, text, code) in [
        ("Inject", #"{"fault":"nonsense"}"#, StatusCode.invalidArgument),
        ("Inject", "", .invalidArgument), ("Clear", #"{"id":9}"#, .notFound),
        ("Clear", #"{"it":9}"#, .invalidArgument),
      ] {
        let failure = await #expect(throws: RPCFailure.self) { try await call(method, text) }
        #expect(failure?.code == code)
      }
    }
  }

  @Test("nodes say that they are well to whoever asks in the usual way")
  func health() async throws {
    try await withTestNet { net in
      let reply = try await net.call(Raw.bytes("grpc.health.v1.Health", "Check"), [])
      #expect(reply == [8, 1])
      let failure = await net.failure(of: Raw.bytes("no.Such", "Service"), [])
      #expect(failure?.code == .unimplemented)
    }
  }
}
