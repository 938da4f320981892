import Custody
import EndToEndSupport
import Foundation
import Hosting
import Ledger
import Localnet
import ObjectHost
import SomaClient
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport

/// A chain, a host and a directory of their own; two owners who have money.
struct CustodyNet {
  /// Everything that a run leaves behind lies below this.
  let directory: URL
  let node: LocalnetNode
  let objects: ObjectHost
  /// The chain, seen through ``tap``.
  let chain: Chain
  let tap: WireTap
  let port: Int

  /// The URL of the node for a program.
  var rpc: String { "http://127.0.0.1:\(port)" }

  /// Weights that are not in order of any kind, in a file.
  func weights(_ seed: UInt32, count: Int = 1_300_000) throws -> String {
    let file = directory.appending(path: "weights-\(seed)")
    if !FileManager.default.fileExists(atPath: file.path) {
      try Data(generatedBytes(count: count, seed: seed)).write(to: file)
    }
    return file.path
  }

  /// Writes a keyring that needs no passphrase.
  func plainKeyring(of master: [UInt8] = OwnerSecrets.master) throws -> KeyringSource {
    let path = directory.appending(path: "ring-\(Hex.encode(master).suffix(8))").path
    if !FileManager.default.fileExists(atPath: path) {
      let bytes = try OwnerSecrets.keyring(of: master).file(.plain)
      try KeyringFile(path: path).create(bytes) { _ = try $0.open() }
    }
    return KeyringSource(.file(path))
  }

  /// Runs `body` with a driver over a state, which is closed afterwards.
  func withDriver<Value>(
    state name: String = "state", keyring: KeyringSource,
    seed: [UInt8] = OwnerSecrets.walletSeed, model: String = "first-model",
    reached: @escaping @Sendable (LifecycleStep) throws -> Void = { _ in },
    _ body: (LifecycleDriver) async throws -> Value
  ) async throws -> Value {
    let path = directory.appending(path: name).path
    let state = try await StateDatabase.open(path)
    guard let keyName = KeyName(model) else { preconditionFailure("this is a name") }
    let driver = LifecycleDriver(
      chain: chain, signer: KeySigner(try OwnerSecrets.key(seed)), state: state, host: host,
      transport: transport, keyring: keyring, packets: PacketDirectory(path: "\(path)/packets"),
      keyName: keyName, reached: reached)
    let result: Result<Value, any Error>
    do { result = .success(try await body(driver)) } catch { result = .failure(error) }
    try await state.close()
    return try result.get()
  }

  /// Ends the epoch now.
  func endEpoch() async throws { _ = try await node.endEpoch() }

  /// Where an object of the driver's host lies.
  func key(_ name: some CustomStringConvertible) throws -> ObjectKey {
    try ObjectKey("m/\(name)")
  }

  private var transport: HTTPTransport {
    var options = TransportOptions()
    options.proxy = .none
    return HTTPTransport(options: options)
  }

  private var host: HTTPPutHost {
    var host = HTTPPutHost(
      to: .base(objects.url.text + "m"), publicBase: objects.url.text + "m",
      transport: transport)
    host.retries.base = .zero
    return host
  }
}

/// Runs `body` with a chain whose time stands still and whose epochs end by call, and a host that keeps
/// files.
func withCustodyNet<Value: Sendable>(_ body: (CustodyNet) async throws -> Value) async throws
  -> Value
{
  try await withTemporaryDirectory { directory in
    let clock = VirtualClock()
    var configuration = LocalnetConfiguration(
      genesis: try custodyGenesis(startMs: clock.milliseconds))
    configuration.ports = .anyFree
    configuration.node.pace = .immediate
    configuration.node.heartbeat = nil
    configuration.node.epochEnd = .byCall
    configuration.grace = .milliseconds(300)
    var hosting = ObjectHostConfiguration()
    hosting.storage = .directory(path: directory.appending(path: "host").path)
    hosting.shutdownGrace = .zero
    return try await withLocalnet(configuration, time: clock.time) { localnet in
      try await withObjectHost(hosting) { objects in
        let url = localnet.endpoints.rpc
        let port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
        return try await withWireTap(to: port) { tap, port in
          var settings = ConnectionSettings(version: "test")
          settings.drain = .milliseconds(100)
          settings.retry.attempts = 1
          return try await withConnection(
            to: [Endpoint("http://127.0.0.1:\(port)")], settings: settings
          ) { connection in
            try await body(
              CustodyNet(
                directory: directory, node: localnet.node, objects: objects,
                chain: Chain(connection), tap: tap, port: port))
          }
        }
      }
    }
  }
}

/// Both owners have ten coins; embeddings have four numbers.
private func custodyGenesis(startMs: UInt64) throws -> GenesisConfig {
  let coins = [Amount](repeating: 100_000_000_000, count: 10)
  var genesis = GenesisConfig(
    startTimestampMs: startMs, salt: [1],
    accounts: try [OwnerSecrets.walletSeed, OwnerSecrets.otherWalletSeed].map {
      .init(address: try OwnerSecrets.address($0), balances: coins)
    })
  try genesis.addFaucet(FaucetConfiguration())
  var parameters = SystemParameters(protocolVersion: genesis.protocolVersion)
  parameters.targetEmbeddingDim = 4
  parameters.targetInitialTargetsPerEpoch = 3
  parameters.targetModelsPerTarget = 1
  genesis.parameters = parameters
  return genesis
}

/// An embedding of four numbers.
func embedding(_ number: Float) -> SomaTensor { SomaTensor([0.5, 0.25, -0.5, number]) }
