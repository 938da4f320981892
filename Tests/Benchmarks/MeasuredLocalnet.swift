import Foundation
import Ledger
import Localnet
import SomaCrypto
import SomaTypes

/// A localnet in a process of its own, because what it needs is not its clients'.
///
/// `steward localnet` is the same code; a genesis with live models is only to be had here.
struct MeasuredLocalnet: ~Copyable {
  /// Where it listens.
  let rpc: String
  private let process: Process

  /// Starts a localnet and waits until it listens.
  ///
  /// - Parameters:
  ///   - models: How many models are live from the start, with 2048 floats each.
  ///   - clients: How many accounts have a coin.
  ///   - directory: Where it keeps its log; `nil` for nowhere.
  /// - Throws: `POSIXError` when it says nothing.
  init(models: Int, clients: Int, directory: String?) throws {
    process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["localnet-node", "\(models)", "\(clients)", directory ?? "-"]
    process.standardInput = Pipe()
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard line.hasSuffix("\n") else { throw POSIXError(.ECONNREFUSED) }
    rpc = String(line.dropLast())
  }

  deinit { process.terminate() }

  /// What it has in memory now, in bytes.
  func residentMemory() throws -> Int {
    try ResidentMemory.current(of: process.processIdentifier)
  }

  /// The key of a client.
  static func key(_ number: Int) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(
      seed: SecretBytes(copying: Array(Blake2b256.hash(Array("client \(number)".utf8)).bytes)))
  }

  /// What a chain begins with on which so many clients have a coin.
  static func genesis(models: Int, clients: Int) throws -> GenesisConfig {
    let owners = try (0..<clients).map { SomaAddress(try key($0).publicKey) }
    var genesis = GenesisConfig(
      startTimestampMs: 1_760_000_000_000, salt: [1],
      accounts: owners.map {
        GenesisConfig.Account(
          address: $0, balances: [Amount(shannons: 100 * Amount.shannonsPerSoma)])
      })
    // No targets: they would have to be made from all models before the node is ready.
    var parameters = SystemParameters(protocolVersion: genesis.protocolVersion)
    parameters.targetInitialTargetsPerEpoch = 0
    genesis.parameters = parameters
    let url = try CanonicalURL("https://weights.example.com/models/0123456789abcdef")
    genesis.models = (0..<models).map { index in
      let digest = Blake2b256.hash(Array("model \(index)".utf8))
      return GenesisModel(
        owner: SomaAddress(.zero),
        manifest: ContentManifest(
          url: url, checksum: Checksum(digest), sizeInBytes: UInt64(index)),
        weightsCommitment: WeightsCommitment(digest), decryptionKey: DecryptionKey(digest),
        commissionRate: 100, stake: Amount(shannons: Amount.shannonsPerSoma))
    }
    return genesis
  }

  /// Runs the localnet in this process; prints its URL and ends with its input.
  static func serve(models: Int, clients: Int, directory: String?) async throws {
    let genesis = try genesis(models: models, clients: clients)
    let kept = try directory.map { try DataDirectory.open($0) { genesis } }
    var configuration = LocalnetConfiguration(genesis: genesis)
    configuration.ports = .anyFree
    try await withLocalnet(
      configuration, ledger: kept?.ledger, record: { try kept?.log.append($0) }
    ) { localnet in
      try FileHandle.standardOutput.write(contentsOf: Data("\(localnet.endpoints.rpc)\n".utf8))
      _ = readLine()
    }
  }
}
