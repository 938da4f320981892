import Ledger
import Localnet
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire

/// A localnet with two owners, and connections to it over sockets.
struct TestNet {
  /// The localnet.
  let localnet: Localnet
  /// Its time.
  let clock: VirtualClock
  /// Its node, as a client sees it.
  let chain: Chain
  /// An owner with many coins.
  let alice: Wallet
  /// Another one.
  let bob: Wallet

  var node: LocalnetNode { localnet.node }
  var faults: Faults { localnet.faults }

  /// Runs `body` with the second node, as a client sees it.
  func withFollower<Value>(_ body: (Chain) async throws -> Value) async throws -> Value {
    let url = localnet.endpoints.follower ?? ""
    return try await withConnection(to: [Endpoint(url)], settings: .forTests) {
      try await body(Chain($0))
    }
  }
}

extension ConnectionSettings {
  /// No retries, no patience.
  static var forTests: ConnectionSettings {
    var settings = ConnectionSettings(version: "test")
    settings.drain = .milliseconds(100)
    settings.retry.attempts = 1
    return settings
  }
}

/// The key of an owner in tests.
func testKey(_ number: UInt8) throws -> Ed25519SecretKey {
  try Ed25519SecretKey(
    seed: SecretBytes(copying: [UInt8](repeating: number, count: Ed25519SecretKey.seedByteCount)))
}

/// A genesis with Alice, who has ten coins of 100 SOMA, Bob, who has two, and a faucet. Embeddings
/// have four numbers, and an epoch begins with three targets.
func testGenesis(startMs: UInt64, salt: [UInt8] = [1]) throws -> GenesisConfig {
  let alice = SomaAddress(try testKey(1).publicKey)
  let bob = SomaAddress(try testKey(2).publicKey)
  var genesis = GenesisConfig(
    startTimestampMs: startMs, salt: salt,
    accounts: [
      .init(address: alice, balances: Array(repeating: 100_000_000_000, count: 10)),
      .init(address: bob, balances: [100_000_000_000, 100_000_000_000]),
    ])
  try genesis.addFaucet(FaucetConfiguration())
  var parameters = SystemParameters(protocolVersion: genesis.protocolVersion)
  parameters.targetEmbeddingDim = 4
  parameters.targetInitialTargetsPerEpoch = 3
  parameters.targetModelsPerTarget = 1
  genesis.parameters = parameters
  return genesis
}

/// Runs `body` with a localnet on free ports, whose time stands still and which makes a checkpoint with
/// each transaction. Epochs end by call only.
func withTestNet<Value>(
  _ adjust: (inout LocalnetConfiguration) throws -> Void = { _ in },
  record: @escaping LocalnetNode.Recorder = { _ in },
  _ body: (TestNet) async throws -> Value
) async throws -> Value {
  let clock = VirtualClock()
  var configuration = LocalnetConfiguration(
    genesis: try testGenesis(startMs: clock.milliseconds))
  configuration.ports = .anyFree
  configuration.node.pace = .immediate
  configuration.node.heartbeat = nil
  configuration.node.epochEnd = .byCall
  configuration.grace = .milliseconds(300)
  try adjust(&configuration)
  return try await withLocalnet(configuration, time: clock.time, record: record) { localnet in
    try await withConnection(to: [Endpoint(localnet.endpoints.rpc)], settings: .forTests) {
      let chain = Chain($0)
      return try await body(
        TestNet(
          localnet: localnet, clock: clock, chain: chain,
          alice: Wallet(KeySigner(try testKey(1)), on: chain, patience: .seconds(5)),
          bob: Wallet(KeySigner(try testKey(2)), on: chain, patience: .seconds(5))))
    }
  }
}

/// A release of a model with the embedding that tests use.
func testRelease(_ number: UInt8 = 1) throws -> ModelRelease {
  ModelRelease(
    manifest: ContentManifest(
      url: try CanonicalURL("https://example.com/weights-\(number)"),
      checksum: Checksum(Bytes32(repeating: number)), sizeInBytes: 1000),
    decryptionKey: DecryptionKey(Bytes32(repeating: number)),
    embedding: SomaTensor([0.5, 0.25, -0.5, Float(number)]))
}

extension TestNet {
  /// A signed transfer of 1 shannon by Alice, always out of the same coin.
  func transfer(to recipient: SomaAddress? = nil) async throws -> SignedTransaction {
    let builder = try await alice.builder()
    let data = try builder.transferCoin(1, to: recipient ?? bob.address, from: nil)
    return data.signed(with: try testKey(1))
  }

  /// Runs `body` while the clock is moved, a second at a time.
  func whileTimePasses<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask { [clock] in
        while !Task.isCancelled {
          clock.advance(by: .seconds(1))
          await Task.yield()
        }
        return nil
      }
      defer { group.cancelAll() }
      while let ended = try await group.next() {
        if let value = ended { return value }
      }
      throw CancellationError()
    }
  }
}
