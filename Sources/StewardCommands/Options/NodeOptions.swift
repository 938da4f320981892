import ArgumentParser
import Custody
import Diagnostics
import Manifest
import SomaClient

/// Which nodes are spoken to, and how.
struct NodeOptions: ParsableArguments {
  @Option(
    name: .customLong("rpc"),
    help: ArgumentHelp(
      "URL of a full node; again for further ones. Default: the active environment of client.yaml.",
      valueName: "url"))
  var rpcs: [String] = []

  @Option(help: "A network by name, instead of --rpc: testnet or localnet.")
  var network: NetworkPreset?

  @Option(
    help: ArgumentHelp(
      "PEM file with the certificate authorities to trust, instead of the system's.",
      valueName: "file"), completion: .file())
  var ca: String?

  @Option(
    help: ArgumentHelp(
      "Seconds that a read may take, all tries together. Not for submissions.",
      valueName: "seconds"))
  var timeout = 60

  @OptionGroup var wallet: WalletOptions

  func validate() throws {
    guard rpcs.isEmpty || network == nil else {
      throw ValidationError("Give --rpc or --network, not both.")
    }
    guard (1...3600).contains(timeout) else {
      throw ValidationError("--timeout is from 1 to 3600 seconds.")
    }
  }

  /// The same options again, for a command in a hint: with a space before each, and safe in a shell.
  var hint: String {
    var words = rpcs.flatMap { ["--rpc", $0] }
    if let network { words += ["--network", network.rawValue] }
    if let ca { words += ["--ca", ca] }
    if let directory = wallet.configDir { words += ["--config-dir", directory] }
    return words.map { " " + shellQuoted($0) }.joined()
  }

  /// The full nodes, each once.
  func endpoints() throws -> [Endpoint] {
    if let network { return [try Endpoint(network.rpc)] }
    guard rpcs.isEmpty else {
      var endpoints: [Endpoint] = []
      for rpc in rpcs {
        let endpoint = try TypedText.read("--rpc") { try Endpoint(rpc) }
        if !endpoints.contains(endpoint) { endpoints.append(endpoint) }
      }
      return endpoints
    }
    guard let environment = try configuration().activeEnvironment else {
      throw Self.unnamed("\(try wallet.directory().clientConfiguration) has no environment.")
    }
    return [try TypedText.read("client.yaml: rpc") { try Endpoint(environment.rpc) }]
  }

  private func configuration() throws -> ClientConfig {
    do { return try wallet.configuration() } catch let failure as CommandFailure {
      guard let error = failure.underlying as? ClientConfigError, case .notFound(let path) = error
      else { throw failure }
      throw Self.unnamed("There is no --rpc, no --network and no \(path).")
    }
  }

  private static func unnamed(_ detail: String) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "nodes.unnamed", summary: "No node is named", detail: detail,
        remedies: [
          "Name a full node, such as --rpc http://127.0.0.1:9000, or a network:\n"
            + "    --network testnet"
        ]))
  }

  /// A service beside the full node: the URL given, else that of the network.
  func endpoint(of service: NodeService, given url: String?) throws -> Endpoint {
    if let url { return try TypedText.read("--\(service.rawValue)") { try Endpoint(url) } }
    let network = try self.network ?? endpoints().first.flatMap(NetworkPreset.init(rpc:))
    guard let url = network?.url(of: service) else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "nodes.unknownService", summary: "The address of a service is not known",
          detail: network.map { "\($0.rawValue) has no public \(service.rawValue) service." }
            ?? "Which \(service.rawValue) service belongs to this node, nobody has said.",
          remedies: [
            "Name it, such as on a local chain:\n    --\(service.rawValue) "
              + (NetworkPreset.localnet.url(of: service) ?? "URL")
          ]))
    }
    return try Endpoint(url)
  }
}
