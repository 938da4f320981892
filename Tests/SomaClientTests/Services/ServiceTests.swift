import FaultServer
import SomaClient
import SomaCrypto
import SomaTypes
import TestSupport
import Testing
import WireVectors

@Suite("services.json: faucet, admin and scoring, in bytes", .timeLimit(.minutes(1)))
struct ServiceTests {
  private let recorded: JSONValue

  init() throws { recorded = try vectors("services") }

  /// Runs `body` with a connection to a service that answers as recorded; checks what it was asked.
  private func withService<Value: Sendable>(
    _ name: String, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let row = recorded[name]
    let node = NodeScript()
    node.on(method(name), .reply(try row.bytes("reply_bcs_hex")))
    let value = try await withSocketChain(node) { try await body($0.connection) }
    #expect(node.calls.map(\.message) == [try row.bytes("request_bcs_hex")])
    return value
  }

  private func method(_ name: String) -> String {
    String((recorded[name]["method"].string ?? "").dropFirst())
  }

  @Test("a faucet")
  func faucet() async throws {
    let reply = try await withService("faucet") {
      try await FaucetService($0).requestGas(for: Recorded.address())
    }
    let python = recorded["faucet"]["python"]
    #expect(python["status"].string == reply.status)
    let coin = try #require(reply.coins.first)
    #expect(reply.coins.count == 1)
    #expect(
      python["coins_sent"]
        == .array([
          .object([
            "amount": .number(Double(coin.amount.shannons)), "id": .string(coin.id),
            "transfer_tx_digest": .string(coin.transferDigest),
          ])
        ]))
  }

  @Test("the end of an epoch")
  func admin() async throws {
    let epoch = try await withService("admin") { try await AdminService($0).advanceEpoch() }
    #expect(recorded["admin"]["python"] == .number(Double(epoch.rawValue)))
  }

  @Test("the health of a scoring service", arguments: [true, false])
  func health(isHealthy: Bool) async throws {
    if isHealthy {
      let said = try await withService("scoring_health") { try await ScoringService($0).health() }
      #expect(recorded["scoring_health"]["python"] == .bool(said))
    }
    let node = NodeScript()
    node.on(method("scoring_health"), .reply([isHealthy ? 1 : 0]))
    let said = try await withChain(node) { try await ScoringService($0.connection).health() }
    #expect(said == isHealthy)
  }

  @Test("a score")
  func score() async throws {
    let inputs = recorded["score"]["inputs"]
    let data = Array((inputs["data_utf8"].string ?? "").utf8)
    let models = try inputs["models"].elements.map { model in
      guard model["encrypted_weights_hex"] != .null else {
        return ScoreRequest.Model(
          url: model["url"].string ?? "",
          checksum: try Checksum(base58: model["checksum"].string ?? ""),
          sizeInBytes: UInt64(model["size"].double ?? 0))
      }
      let weights = try model.bytes("encrypted_weights_hex")
      return ScoreRequest.Model(
        url: model["url"].string ?? "", checksum: Checksum(Blake2b256.hash(weights)),
        sizeInBytes: UInt64(weights.count),
        decryptionKey: try DecryptionKey(base58: model["decryption_key"].string ?? ""))
    }
    let request = ScoreRequest(
      dataURL: inputs["data_url"].string ?? "", dataChecksum: Checksum(Blake2b256.hash(data)),
      dataSizeInBytes: UInt64(data.count), models: models,
      targetEmbedding: SomaTensor(
        inputs["target_embedding"].elements.compactMap(\.double).map { Float($0) }),
      seed: UInt64(inputs["seed"].double ?? 0))
    let reply = try await withService("score") { try await ScoringService($0).score(request) }
    let python = recorded["score"]["python"]
    #expect(python["winner"] == .number(Double(reply.winner)))
    for (name, floats) in [
      ("loss_score", reply.lossScore), ("embedding", reply.embedding),
      ("distance", reply.distance),
    ] {
      let expected = python[name].elements.compactMap(\.double).map { Float($0).bitPattern }
      #expect(floats.map(\.bitPattern) == expected, "\(name)")
    }
  }

  @Test("what a service refuses, and what cannot be read, is an RPC failure")
  func failures() async throws {
    let node = NodeScript()
    node.on(method("faucet"), .failure(3, "Invalid address: x"), .reply([0]), .reply([]))
    node.on(
      method("admin"), .failure(13, "boom"), .reply([8]), .reply([8, 0, 0, 0, 0, 0, 0, 0, 0]))
    node.on(method("scoring_health"), .reply([2]))
    #expect(recorded["faucet_error"].string?.contains("Invalid address: x") == true)
    let failures = try await withChain(node) { chain in
      let faucet = FaucetService(chain.connection)
      let admin = AdminService(chain.connection)
      var failures: [RPCFailure] = []
      for call in [
        { _ = try await faucet.requestGas(for: .zero) }, { _ = try await admin.advanceEpoch() },
      ] as [() async throws -> Void] {
        for _ in 0..<3 {
          do { try await call() } catch let failure as RPCFailure { failures.append(failure) }
        }
      }
      do {
        _ = try await ScoringService(chain.connection).health()
      } catch let failure as RPCFailure { failures.append(failure) }
      return failures
    }
    // A faucet reply of one byte says that the status has no letters, and then ends.
    #expect(
      failures.map(\.stage) == [
        .answered, .unreadable, .unreadable, .answered, .unreadable, .unreadable, .unreadable,
      ])
    #expect(failures.map(\.code).filter { $0 != .internal } == [.invalidArgument])
    #expect(failures.first?.message == "Invalid address: x")
  }

  @Test("neither money nor an epoch is asked for twice")
  func once() async throws {
    let node = NodeScript()
    node.on(method("faucet"), .failure(14))
    node.on(method("admin"), .failure(14))
    node.on(method("score"), .failure(14))
    let settings = testSettings { $0.retry.attempts = 5 }
    try await withChain(node, settings: settings) { chain in
      await #expect(throws: RPCFailure.self) {
        try await FaucetService(chain.connection).requestGas(for: .zero)
      }
      await #expect(throws: RPCFailure.self) {
        try await AdminService(chain.connection).advanceEpoch()
      }
    }
    #expect(node.calls.count == 2)
  }
}
