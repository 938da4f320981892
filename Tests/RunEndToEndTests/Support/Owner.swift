import Custody
import EndToEndSupport
import Foundation
import Ledger
import Localnet
import ObjectHost
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

/// Someone with one model: a wallet, a keyring, files, a state and manifests in a directory of their own.
struct Owner: Sendable {
  let net: RunNet
  let number: Int
  let address: SomaAddress
  let directory: URL
  let program: Program

  /// Where the URLs of the model's objects begin.
  var objects: String { "\(net.objects.url.text)owner-\(number)" }

  static func address(of number: Int) throws -> SomaAddress {
    SomaAddress(try Ed25519SecretKey(seed: SecretBytes(copying: seed(number))).publicKey)
  }

  private static func seed(_ number: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: 1000 + UInt64(number))
    return generator.bytes(32)
  }

  private static func master(_ number: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: 5000 + UInt64(number))
    return generator.bytes(32)
  }

  /// Gives an owner a directory.
  init(_ net: RunNet, _ number: Int) throws {
    self.net = net
    self.number = number
    address = try Self.address(of: number)
    directory = net.directory.appending(path: "owner-\(number)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    program = Program(directory: directory, home: directory)
    let key = directory.appending(path: "wallet-key")
    try Data(Hex.encode(Self.seed(number)).utf8).write(to: key)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
    let keyring = try Keyring(
      Master(SecretBytes(copying: Self.master(number))), at: 1_700_000_000)
    let bytes = try keyring.file(.plain)
    try KeyringFile(path: directory.appending(path: "keyring").path).create(bytes) {
      _ = try $0.open()
    }
    for version in 1...3 {
      let seed = UInt32(number * 10 + version)
      try Data(generatedBytes(count: 3000 + number, seed: seed))
        .write(to: directory.appending(path: "weights-\(version)"))
      let numbers = (0..<net.dimension).map { index in index == 3 ? "0.\(version)25" : "0.5" }
      try Data("[\(numbers.joined(separator: ", "))]".utf8)
        .write(to: directory.appending(path: "embedding-\(version).json"))
    }
  }

  /// Writes the manifests.
  func declare(_ declaration: Declaration) throws {
    try Data(declaration.text(rpcs: net.rpcs, objects: objects).utf8)
      .write(to: directory.appending(path: "steward.yaml"))
  }

  /// Runs `steward` with arguments, in this owner's directory and state.
  func steward(
    _ arguments: String, state: String = "state", variables: [String: String] = [:]
  ) async throws -> Program.Result {
    try await program.run(
      "exec steward \(arguments) --state \(state)", variables: variables)
  }

  /// Runs `steward apply`.
  func apply(
    _ arguments: String = "--yes --no-watchman", variables: [String: String] = [:]
  ) async throws -> Program.Result {
    try await steward("apply steward.yaml \(arguments)", variables: variables)
  }

  /// Runs `steward reconcile`.
  func reconcile(
    _ arguments: String = "", variables: [String: String] = [:]
  ) async throws -> Program.Result {
    try await steward("reconcile \(arguments)", variables: variables)
  }

  /// The owner's models on the chain.
  func models() async -> [ModelID: Model] {
    let address = address
    return await net.read { ledger in
      ledger.systemState.modelRegistry.models.filter { $0.value.owner == address }
    }
  }

  /// The only one.
  func model() async throws -> (id: ModelID, model: Model) {
    let found = await models()
    try #require(found.count == 1, "\(found.count) models")
    let only = try #require(found.first)
    return (only.key, only.value)
  }

  /// What the owner's transactions did so far.
  func footprint() async -> Footprint {
    let address = address
    return Footprint(await net.transactions().filter { $0.data.sender == address })
  }
}
