import ArgumentParser
import Diagnostics
import Foundation
import Glibc
import Ledger
import Localnet
import ObjectHost
import SomaTypes

extension LocalnetCommand {
  /// `steward localnet start`.
  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start a local chain, and keep it going until it is interrupted.",
      discussion: """
        Prints its URLs when it is ready. Without --data-dir nothing of the chain is kept.

            steward localnet start
            steward localnet start --epoch-duration manual --port 0 --output json

        Exit status: 129, 130 or 143 ended by a signal (143 by `localnet stop`), 0 ready and in the \
        background with --detach, 1 failed, 5 the genesis or the directory cannot be used, 64 wrong \
        usage.
        """)

    @Option(
      help: "The node's port; the others are 123 to 125 above it. 0: free ports. Default: 9000.")
    var basePort: Int?

    @Option(help: "The node's port, and free ones for the rest. 0: a free one as well.")
    var port: Int?

    @Option(
      help: """
        How long epochs last, such as 60s, 10m or 24h; or manual, to end them only by \
        `localnet advance`. Default: what the genesis says, 24h.
        """)
    var epochDuration: EpochLength?

    @Option(
      help: """
        What ends epochs: by-duration, when `localnet advance` and the admin service are refused; \
        by-call, the same as --epoch-duration manual; or both. Default: what the genesis says, both.
        """, completion: .list(EpochEnd.words), transform: EpochEnd.read)
    var epochs: EpochEnd?

    @Option(help: "Milliseconds between checkpoints, if there is something to put in.")
    var checkpointInterval: Int = 200

    @Option(
      help: "What the chain begins with: accounts, validators, parameters.", completion: .file())
    var genesis: String?

    @Option(help: "Makes the chain id. The same seed and genesis give the same chain.")
    var seed: String?

    @Option(help: "A JSON list of faults that hold from the start.", completion: .file())
    var faults: String?

    @Option(
      help: """
        Where the HTTP server for objects keeps them. Default: in the directory of the chain, if it has \
        one, else in memory, up to 256 MiB.
        """, completion: .directory)
    var objects: String?

    @Flag(help: "Run no HTTP server for objects.")
    var noHost = false

    @Flag(help: "Run a second node to read from, which can lag behind.")
    var follower = false

    @Flag(help: "Pay out slashed stake as the real chain does now, in full.")
    var slashedStakeAsShipped = false

    @Flag(help: "Run in the background, and return when it is ready.")
    var detach = false

    @OptionGroup var directory: LocalnetDirectory
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard basePort == nil || port == nil else {
        throw ValidationError("Give one of --port and --base-port.")
      }
      guard epochDuration != .manual || epochs ?? .byCall == .byCall else {
        throw ValidationError("--epoch-duration manual means --epochs by-call.")
      }
      guard seed != "" else { throw ValidationError("--seed is empty.") }
      for value in [basePort, port].compactMap(\.self) where !(0...65_410).contains(value) {
        throw ValidationError("A port is a number from 0 to 65410.")
      }
      guard (1...60_000).contains(checkpointInterval) else {
        throw ValidationError("--checkpoint-interval is a number of milliseconds from 1 to 60000.")
      }
    }

    func run() async throws {
      if detach {
        let started = try await DetachedLocalnet(directory: directory).start()
        return try output.write(schema: Self.schema, started.fields)
      }
      let runDirectory =
        directory.dataDir == nil && !DetachedLocalnet.isChild ? nil : directory.path
      // Before a directory is made: what cannot be read leaves nothing behind.
      var plan = try failing(with: .invalidInput) { try makePlan() }
      if DetachedLocalnet.isChild { try failing(with: .invalidInput) { try directory.make() } }
      if directory.dataDir != nil {
        let data = directory.path
        let kept = try failing(with: .invalidInput) {
          try DataDirectory.open(
            data, isExplicit: genesis != nil || seed != nil, options: options,
            timeRules: plan.timeRules
          ) { plan.configuration.genesis }
        }
        warnOfDroppedBytes(kept.log.droppedByteCount, in: data)
        try writeToLog()
        plan.configuration.genesis = kept.genesis
        plan.timeRules = kept.timeRules
        try requireEpochDuration(of: kept.ledger, in: data)
        try await run(
          plan, ledger: kept.ledger, in: runDirectory, record: { try kept.log.append($0) })
        withExtendedLifetime(kept) {}
      } else {
        let ledger = try failing(with: .invalidInput) {
          Ledger(
            genesis: try Genesis(plan.configuration.genesis),
            options: plan.configuration.ledgerOptions)
        }
        // In the background without a directory of its own: one at a time has the usual one.
        let lock = try failing(with: .invalidInput) {
          try runDirectory.map { try DirectoryLock($0) }
        }
        try writeToLog()
        try await run(plan, ledger: ledger, in: runDirectory, record: { _ in })
        withExtendedLifetime(lock) {}
      }
    }

    static let schema = "steward/localnet/v1"

    /// In the background, now that the directory is its own.
    private func writeToLog() throws {
      guard DetachedLocalnet.isChild else { return }
      try failing(with: .invalidInput) { try LocalnetLog.adopt(directory.log) }
    }

    private func run(
      _ plan: Plan, ledger: Ledger, in runDirectory: String?,
      record: @escaping LocalnetNode.Recorder
    ) async throws {
      if let faults {
        try failing(with: .invalidInput) {
          try FaultFile(faults).requireFitting(
            plan.configuration.faults, protocolVersion: ledger.systemState.protocolVersion,
            hasFollower: follower)
        }
      }
      try await Interruption.cancelling {
        try await serve(plan, ledger: ledger, in: runDirectory, record: record)
      }
    }

    private func serve(
      _ plan: Plan, ledger: Ledger, in runDirectory: String?,
      record: @escaping LocalnetNode.Recorder
    ) async throws {
      var configuration = plan.configuration
      configuration.node.epochEnd = epochEnd ?? plan.timeRules.epochEnd
      let time =
        plan.timeRules.isOwnTime
        ? LocalnetTime.beginning(at: ledger.latestCheckpoint.summary.timestampMs) : .system
      try await withLocalnet(
        configuration, ledger: ledger, time: time, record: record,
        report: { if let diagnostic = $0.diagnostic { Terminal.writeWarning(diagnostic) } }
      ) { localnet in
        guard !noHost else { return try await announce(localnet, host: nil, in: runDirectory) }
        do {
          try await withObjectHost(hostConfiguration(for: localnet.node)) {
            localnet.forwardModels(to: $0.url.text)
            try await announce(localnet, host: $0.url.text, in: runDirectory)
          }
        } catch let error as ObjectHostError {
          if case .cannotListen = error { throw error }
          throw CommandFailure(status: .invalidInput, underlying: error)
        }
      }
    }

    /// Says that it is ready, and waits for its end.
    private func announce(
      _ localnet: Localnet, host: String?, in runDirectory: String?
    ) async throws {
      let running = RunFile(
        pid: getpid(), startTicks: DirectoryHolder.startTicks(of: getpid()) ?? 0,
        chainID: await localnet.node.read { $0.chainID.description },
        rpc: localnet.endpoints.rpc, follower: localnet.endpoints.follower,
        faucet: localnet.endpoints.faucet, scoring: localnet.endpoints.scoring,
        admin: localnet.endpoints.admin, host: host)
      try runDirectory.map { try running.write(to: $0) }
      defer { runDirectory.map { RunFile.remove(from: $0) } }
      try output.write(schema: Self.schema, running.fields)
      if output.output == .table { Terminal.writeMessage("Ready. Press Ctrl-C to end it.") }
      await localnet.node.waitUntilStopped()
      if let error = await localnet.node.recordingError { throw error }
    }

    /// Objects lie where they were asked for, else beside a chain that is kept, else in memory.
    private func hostConfiguration(for node: LocalnetNode) -> ObjectHostConfiguration {
      var configuration = ObjectHostConfiguration()
      let base = port == nil ? basePort ?? 9000 : 0
      configuration.port = base == 0 ? 0 : UInt16(base + 126)
      configuration.allowsAdmin = true
      if let path = objects ?? directory.dataDir.map({ _ in "\(directory.path)/objects" }) {
        configuration.storage = .directory(path: path)
      }
      configuration.modelProxy = ModelProxy { id in
        await node.read { ledger in
          ledger.systemState.modelRegistry.models[id]?.revealed?.commitments.manifest
        }
      }
      return configuration
    }

    /// The length of epochs is a parameter of the chain, which an option cannot change afterwards.
    private func requireEpochDuration(of ledger: Ledger, in path: String) throws {
      guard case .milliseconds(let wanted) = epochDuration,
        wanted != ledger.systemState.parameters.epochDurationMs
      else { return }
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "localnet.epochDurationKept", summary: "The length of epochs cannot be changed",
          detail:
            "The chain in \(path) has epochs of \(ledger.systemState.parameters.epochDurationMs) "
            + "ms; --epoch-duration asks for \(wanted) ms.",
          remedies: [
            "Leave --epoch-duration out, or begin again; everything on the chain is lost then:\n"
              + "    steward localnet reset --yes --data-dir \(shellQuoted(path))"
          ]))
    }

    private func warnOfDroppedBytes(_ count: Int, in path: String) {
      guard count > 0 else { return }
      Terminal.writeWarning(
        Diagnostic(
          code: "storage.dropped", summary: "The end of the chain's log was incomplete",
          detail: "The last \(count) bytes of \(path)/inputs were no whole input and were cut off. "
            + "Nobody had been told of it.",
          remedies: []))
    }

    private var epochEnd: EpochEnd? { epochDuration == .manual ? .byCall : epochs }

    private var options: LedgerOptions {
      LedgerOptions(slashedStake: slashedStakeAsShipped ? .asShipped : .asIntended)
    }

    /// What the options ask for, before a directory has its say.
    private struct Plan {
      var configuration: LocalnetConfiguration
      var timeRules: TimeRules
    }

    private func makePlan() throws -> Plan {
      var file = GenesisFile()
      if let genesis {
        file = try failing(with: .invalidInput) {
          try GenesisFile(try InputFile(genesis).bytes(), file: genesis)
        }
      }
      if let seed { file.seed = seed }
      if let epochEnd { file.epochEnd = epochEnd }
      if case .milliseconds(let milliseconds) = epochDuration {
        file.set(.epochDuration(milliseconds: milliseconds))
      }
      var generator = SystemRandomNumberGenerator()
      let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      var configuration = LocalnetConfiguration(
        genesis: file.config(startTimestampMs: LocalnetTime.system.now, salt: salt))
      try configuration.genesis.addFaucet(configuration.faucet)
      configuration.ledgerOptions = options
      configuration.node.pace = .interval(.milliseconds(checkpointInterval))
      configuration.node.hasFollower = follower
      if let port {
        configuration.ports = .anyFree
        configuration.ports.rpc = port
      } else {
        configuration.ports = LocalnetPorts(base: basePort ?? 9000)
      }
      if let faults {
        configuration.faults = try failing(with: .invalidInput) {
          let file = FaultFile(faults)
          let rules = try file.rules()
          // The version of a chain that is kept is not known yet.
          try file.requireFitting(rules, protocolVersion: 0, hasFollower: follower)
          return rules
        }
      }
      return Plan(configuration: configuration, timeRules: file.timeRules)
    }
  }
}
