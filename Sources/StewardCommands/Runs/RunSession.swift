import ArgumentParser
import Custody
import Diagnostics
import Foundation
import Hosting
import Lifecycle
import Manifest
import SomaClient
import SomaTypes
import SomaWire
import StateStore
import Steward

/// What commands that run have in common.
struct RunOptions: ParsableArguments {
  @Option(help: "How the run is told on standard error; none tells only what goes wrong.")
  var progress = RunReporter.Style.lines

  @OptionGroup var location: StateDirectoryOptions
  @OptionGroup var keyring: KeyringOptions

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

  func validate() throws {
    guard (1...3600).contains(timeout) else {
      throw ValidationError("--timeout is from 1 to 3600 seconds.")
    }
  }
}

/// One chain and one state, in use by one command.
struct RunSession {
  let context: RunContext
  let run: Run

  /// Whether the nodes are on this machine, so that nobody else is expected to reach the host.
  static func isLocal(_ networks: [NetworkSpec]) -> Bool {
    networks.allSatisfy { network in
      network.preset == .localnet
        || network.rpc.allSatisfy { ["127.0.0.1", "localhost", "[::1]"].contains($0.host ?? "") }
    }
  }
}

extension RunOptions {
  /// Runs `body` with the chain that networks name and its state. SIGINT and SIGTERM cancel it.
  ///
  /// - Parameters:
  ///   - networks: All networks of the models; they must be one chain.
  ///   - use: What may happen to the state.
  ///   - watchman: Who will be there when a reveal is due.
  ///   - parallelism: How many objects are moved at once.
  ///   - report: Gets what happens.
  ///   - body: What to do.
  /// - Returns: What `body` returns.
  /// - Throws: `CommandFailure`; what `body` throws.
  func withSession<Value>(
    on networks: [NetworkSpec], use: StateUse, watchman: Watchman,
    parallelism: Int = 2, report: @escaping @Sendable (RunEvent) -> Void,
    _ body: (RunSession) async throws -> Value
  ) async throws -> Value {
    CrashSilence.begin()
    var endpoints: [Endpoint] = []
    for url in networks.flatMap(\.rpc) {
      let endpoint = try Endpoint(url.text)
      if !endpoints.contains(endpoint) { endpoints.append(endpoint) }
    }
    var settings = ConnectionSettings(version: Version.text)
    if let ca { settings.trust = try .file(ca) }
    settings.retry.overall = .seconds(timeout)
    settings.deadline = min(settings.deadline, .seconds(timeout) / max(1, endpoints.count))
    return try await Interruption.cancelling {
      try await withConnection(to: endpoints, settings: settings) { connection in
        let chain = Chain(connection)
        let chainID = try await self.chainID(of: chain, networks, use)
        let directory = try location.directory(of: chainID)
        let place = try StatePlace(directory, use)
        defer { place.remove() }
        let state = try await StateDatabase.open(
          place.directory, options: StateOptions(access: place.access))
        if case .against(let snapshot) = use { try await snapshot.write(into: state) }
        let journal = try await Journal(state)
        if let pinned = journal.shared.chain, pinned != chainID {
          throw Self.otherChain(pinned: pinned, found: chainID, directory)
        }
        var transport = TransportOptions()
        transport.userAgent = "steward/\(Version.text)"
        let context = RunContext(
          chain: chain, chainID: chainID, journal: journal,
          secrets: RunSecrets(configured: try keyringSource()),
          environment: ProcessInfo.processInfo.environment,
          transport: HTTPTransport(options: transport),
          audience: RunSession.isLocal(networks) ? .thisNetwork : .everyone,
          watchman: watchman, parallelism: parallelism, isReadOnly: use.isReading, report: report)
        let result: Result<Value, any Error>
        do {
          result = .success(
            try await body(RunSession(context: context, run: Run(context))))
        } catch { result = .failure(error) }
        try await state.close()
        return try result.get()
      }
    }
  }

  private func keyringSource() throws -> KeyringSource {
    KeyringSource(.file(try keyring.path()), passphrase: keyring.unlockSource)
  }

  /// Which chain the nodes are of; all that answer must agree.
  private func chainID(
    of chain: Chain, _ networks: [NetworkSpec], _ use: StateUse
  ) async throws -> CheckpointDigest {
    var found: CheckpointDigest?
    var problem: (any Error)?
    for answer in await chain.serviceInfos() {
      do {
        let id = try answer.get().chainID
        if let found, found != id { throw Self.twoChains(found, id) }
        found = id
      } catch let failure as CommandFailure { throw failure } catch { problem = error }
    }
    guard let found else {
      // What is owed while nobody can see the chain is in the state, and must be told (promise P11).
      if use == .writing || use == .reading, let pinned = try await pinnedChain() { return pinned }
      throw problem ?? ConnectionError.noEndpoint
    }
    for network in networks {
      if let declared = network.chainID, declared != found {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "run.otherChain", summary: "The nodes are of another chain than was declared",
            detail: "The network \(network.name) declares \(declared); the nodes show \(found).",
            remedies: ["Check `rpc` and `chainId` of the network. Nothing was sent."]))
      }
    }
    return found
  }

  /// The chain that the named state is of; `nil` when none is named or nothing was applied.
  private func pinnedChain() async throws -> CheckpointDigest? {
    guard let directory = location.state else { return nil }
    let state = try await StateDatabase.open(directory, options: StateOptions(access: .reading))
    let journal = try await Journal(state)
    try await state.close()
    return journal.shared.chain
  }

  private static func twoChains(
    _ one: CheckpointDigest, _ other: CheckpointDigest
  ) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "run.twoChains", summary: "The nodes are of different chains",
        detail: "Some show \(one), some \(other).",
        remedies: ["Name the nodes of one chain, and run once for each chain. Nothing was sent."]))
  }

  static func otherChain(
    pinned: CheckpointDigest, found: CheckpointDigest, _ directory: String
  ) -> CommandFailure {
    CommandFailure(
      status: .stateUnusable,
      underlying: Diagnostic(
        code: "run.stateOfOtherChain", summary: "The state is of another chain",
        detail: "\(directory) was made for \(pinned); the nodes show \(found).",
        remedies: [
          "Check the network in the manifests; a local chain that was reset is another chain.",
          "Or name another directory with --state DIR. Nothing was sent.",
        ]))
  }
}
