import EndToEndSupport
import Foundation
import Ledger
import Localnet
import ObjectHost
import SomaTypes
import TestSupport

/// One chain and one host for many owners, each with a wallet, a state and files of their own.
struct RunNet: Sendable {
  /// How many owners have money.
  static let ownerCount = 96

  /// Everything that a run leaves behind lies below this.
  let directory: URL
  let localnet: Localnet
  let objects: ObjectHost
  /// The time of the chain, which stands still unless it is moved.
  let clock: VirtualClock
  /// What went to the first node and came from it.
  let tap: WireTap
  /// The nodes, as a manifest names them.
  let rpcs: [String]
  /// How many numbers an embedding has.
  let dimension: Int

  /// Ends the epoch now.
  func endEpoch() async throws { _ = try await localnet.node.endEpoch() }

  /// Reads from the ledger.
  func read<Value: Sendable>(_ body: @Sendable (Ledger) throws -> Value) async rethrows -> Value {
    try await localnet.node.read(.live, body)
  }

  /// All transactions of owners so far, in their order.
  func transactions() async -> [TransactionRecord] {
    await read { ledger in
      var found: [TransactionRecord] = []
      var number = CheckpointSequenceNumber(0)
      while let checkpoint = ledger.checkpoint(number) {
        for entry in checkpoint.contents.entries where !entry.userSignatures.isEmpty {
          if let record = ledger.transaction(entry.digests.transaction) { found.append(record) }
        }
        number = CheckpointSequenceNumber(number.rawValue + 1)
      }
      return found
    }
  }
}

/// Runs `body` with a chain whose time stands still and whose epochs end by call.
///
/// - Parameters:
///   - hasFollower: Whether there is a second node, which manifests name too.
///   - dimension: How many numbers an embedding has; `nil` is the usual number, which a change of the
///     protocol version keeps.
///   - epoch: How long an epoch should be; programs derive from it how long they wait for a node.
///   - body: Gets the chain.
/// - Returns: What `body` returns.
/// - Throws: When the chain or the host does not start; what `body` throws.
func withRunNet<Value: Sendable>(
  hasFollower: Bool = false, dimension: UInt64? = 4, epoch: Duration? = nil,
  _ body: (RunNet) async throws -> Value
) async throws -> Value {
  ignoreBrokenPipes()
  return try await withTemporaryDirectory { directory in
    let clock = VirtualClock()
    var configuration = LocalnetConfiguration(
      genesis: try genesis(startMs: clock.milliseconds, dimension, epoch))
    let parameters =
      configuration.genesis.parameters
      ?? SystemParameters(protocolVersion: configuration.genesis.protocolVersion)
    configuration.ports = .anyFree
    configuration.node.pace = .immediate
    configuration.node.heartbeat = nil
    // On a clock that stands still nothing else ends the patience of a node.
    configuration.node.patience = .zero
    configuration.node.epochEnd = .byCall
    configuration.node.hasFollower = hasFollower
    configuration.grace = .milliseconds(300)
    var hosting = ObjectHostConfiguration()
    hosting.shutdownGrace = .zero
    return try await withLocalnet(configuration, time: clock.time) { localnet in
      try await withObjectHost(hosting) { objects in
        let port = localnet.endpoints.rpc.split(separator: ":").last.flatMap { Int($0) } ?? 0
        return try await withWireTap(to: port) { tap, port in
          try await body(
            RunNet(
              directory: directory, localnet: localnet, objects: objects, clock: clock, tap: tap,
              rpcs: ["http://127.0.0.1:\(port)"] + [localnet.endpoints.follower].compactMap(\.self),
              dimension: Int(parameters.targetEmbeddingDim)))
        }
      }
    }
  }
}

/// Each owner has two coins.
private func genesis(
  startMs: UInt64, _ dimension: UInt64?, _ epoch: Duration?
) throws -> GenesisConfig {
  var genesis = GenesisConfig(
    startTimestampMs: startMs, salt: [7],
    accounts: try (0..<RunNet.ownerCount).map {
      .init(
        address: try Owner.address(of: $0), balances: [60_000_000_000, 40_000_000_000])
    })
  try genesis.addFaucet(FaucetConfiguration())
  guard let dimension else { return genesis }
  var parameters = SystemParameters(protocolVersion: genesis.protocolVersion)
  parameters.targetEmbeddingDim = dimension
  parameters.targetInitialTargetsPerEpoch = 3
  parameters.targetModelsPerTarget = 1
  if let epoch { parameters.epochDurationMs = UInt64(epoch / .milliseconds(1)) }
  genesis.parameters = parameters
  return genesis
}
