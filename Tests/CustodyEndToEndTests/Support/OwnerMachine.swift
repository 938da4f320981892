import EndToEndSupport
import Custody
import Foundation
import ObjectHost
import SomaClient
import SomaTypes
import SomaWire
import Testing

/// A machine of the owner: a home with wallet, words and manifests, and the built program.
struct OwnerMachine {
  let home: URL
  let net: CustodyNet
  let program: Program

  /// Sets a machine up: wallet, words, a manifest of one model; no keyring, no state, no weights.
  init(
    in home: URL, on net: CustodyNet, seed: [UInt8] = OwnerSecrets.walletSeed,
    model: String = "first-model"
  ) throws {
    (self.home, self.net) = (home, net)
    program = Program(directory: home, home: home)
    _ = try OwnerFiles(in: home, rpc: net.rpc, seed: seed)
    try Data(
      """
      apiVersion: steward/v1
      kind: Network
      metadata: {name: net}
      spec: {rpc: ["\(net.rpc)"]}
      ---
      apiVersion: steward/v1
      kind: Host
      metadata: {name: files}
      spec:
        httpPut: {baseURL: "\(net.objects.url.text)m", publicBaseURL: "\(net.objects.url.text)m"}
      ---
      apiVersion: steward/v1
      kind: Model
      metadata: {name: \(model)}
      spec:
        weights: {file: weights, check: none}
        embedding: {file: embedding.json}
        commission: 10%

      """.utf8
    ).write(to: home.appending(path: "set.yaml"))
  }

  /// Puts weights and an embedding where the manifest says.
  func train(_ number: Int) throws {
    try? FileManager.default.removeItem(at: home.appending(path: "weights"))
    try FileManager.default.copyItem(
      atPath: net.weights(UInt32(number), count: 50_000),
      toPath: home.appending(path: "weights").path)
    try embed(number, in: "embedding.json")
  }

  /// Writes the file of an embedding, as the trainer left it.
  func embed(_ number: Int, in name: String) throws {
    try Data("[0.5, 0.25, -0.5, \(number)]".utf8).write(to: home.appending(path: name))
  }

  /// Runs a line and expects how it ends, and that it says something.
  @discardableResult
  func run(
    _ line: String, status: Int32 = 0, says code: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Program.Result {
    let result = try await program.run(line)
    #expect(
      result.status == status, "\(line)\n\(result.text)\n\(result.errorText)",
      sourceLocation: sourceLocation)
    if let code {
      #expect(
        result.errorText.contains("[\(code)]"), "\(line)\n\(result.errorText)",
        sourceLocation: sourceLocation)
    }
    return result
  }

  /// Makes a keyring from the words.
  func importKeyring(
    of master: [UInt8] = OwnerSecrets.master, words: String = "words"
  ) async throws {
    try await run(
      "steward keys import --master-id \(OwnerSecrets.masterID(of: master)) --words-file \(words)"
        + " --passphrase-file pass")
  }

  /// The models of the owner on chain, and what they are.
  func models() async throws -> [ModelID: Model] {
    let owner = try OwnerSecrets.address(OwnerSecrets.walletSeed)
    return try await net.chain.systemState().models.filter { $0.value.owner == owner }
  }
}
