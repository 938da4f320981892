import ArgumentParser
import Custody
import Diagnostics
import Foundation
import Glibc
import Hosting
import Manifest
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import StateStore
import Steward

extension KeysCommand {
  /// `steward keys drill`.
  struct Drill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Rehearse a total loss: prove every commitment from words and chain.",
      discussion: """
          steward keys drill --words --master-id 1a2b3c4d --manifests manifests/

        Opens no keyring: the words are typed from paper. Every commitment on chain that is under \
        the master is made again and compared. An embedding that is not revealed yet comes from its \
        packet, which is fetched from the hosts of --manifests, or from a file (--packet, --embedding).

        The state that --state names, or that is there for the chain, keeps when this was last done.

        Exit status: 0 all proven, or a warning that nothing was there to prove; 1 something is not, \
        or nothing of a named account was found; 5 the words or a file are not right, 9 no node \
        answers, 64 wrong usage, 129, 130 or 143 after a signal.
        """)

    @Flag(help: "The words are typed from paper. The only drill for a person.")
    var words = false

    @Option(help: ArgumentHelp("The id on the page: 8 hex digits.", valueName: "id"))
    var masterID: String

    @Option(
      help: ArgumentHelp(
        "Manifests, whose hosts have the packets; again for further ones.", valueName: "path"),
      completion: .file())
    var manifests: [String] = []

    @OptionGroup var options: RecoveryOptions

    @Option(help: "Whose models: address or alias. Default: the active account.")
    var account: String?

    @OptionGroup var input: WordsOptions
    @OptionGroup var nodes: NodeOptions
    @OptionGroup var location: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard words else { throw ValidationError("Give --words: it is the drill for a person.") }
    }

    func run() async throws {
      let id = try TypedText.read("--master-id") { try Custody.MasterID(hex: masterID) }
      let owner = try nodes.wallet.address(of: account)
      let brought = try options.material()
      let hosts =
        manifests.isEmpty ? [] : try ManifestFiles(paths: manifests).read().models.map(\.host)
      let typed = try input.take()
      let master = try failing(with: .invalidInput) {
        try Master(words: typed, id: id, wallets: [])
      }
      let (chain, reply) = try await nodes.withChain { chain in
        let chainID = try await chain.serviceInfo().chainID
        return (chainID, try await chain.systemState())
      }
      let recovery = Recovery(
        chain: chain, owner: owner,
        commitments: ChainCommitment.all(in: reply.models))
      let material = try await brought + hosted(recovery, on: hosts)
      let record: Custody.DrillRecord
      do {
        record = try WordsDrill.run(
          master: master, recovery: recovery, material: material, at: SystemTime.now)
      } catch let error as DrillError {
        _ = try await keep(failure: error.diagnostic.code, chain)
        throw error
      }
      let isKept = record.proofs.isEmpty ? false : try await keep(failure: nil, chain)
      try output.write(
        schema: "steward/keys-drill/v1",
        [
          .init("masterId", id), .init("owner", owner),
          .init("proven", .number(UInt64(record.proofs.count))),
          .init("releases", .list(record.proofs.map { .text($0.object.description) })),
        ] + (isKept ? [.init("recorded", .bool(true))] : []))
      if record.proofs.isEmpty { try sayNothingProven(owner) }
    }

    /// What the hosts give, each asked until it fails once.
    private func hosted(
      _ recovery: Recovery, on hosts: [HostSpec]
    ) async throws -> [RecoveryMaterial] {
      var found = try mirrored(recovery)
      var asked: [HostSpec] = []
      for spec in hosts where !asked.contains(spec) {
        asked.append(spec)
        do {
          let transport = HTTPTransport(options: TransportOptions())
          let place = HostedPackets(
            try DeclaredHost(
              spec,
              in: HostSurroundings(
                environment: ProcessInfo.processInfo.environment, transport: transport,
                journal: TransientUploads())), transport: transport)
          for name in recovery.packetNames {
            guard let bytes = try await place.fetch(name) else { continue }
            found.append(.packet(bytes, source: "\(place.domain)"))
          }
        } catch let error as CancellationError { throw error } catch {
          Terminal.writeWarning(
            Diagnostic(
              code: "drill.silentHost", summary: "A host gave no packets",
              detail: "host:\(spec.name): "
                + ((error as? any Explainable)?.diagnostic.detail ?? "\(type(of: error))"),
              remedies: ["Bring them from elsewhere with --packet FILE, or try again."]))
        }
      }
      return found
    }

    private func mirrored(_ recovery: Recovery) throws -> [RecoveryMaterial] {
      var found: [RecoveryMaterial] = []
      for mirror in options.mirrors {
        for name in recovery.packetNames {
          guard let bytes = try mirror.fetch(name) else { continue }
          found.append(.packet(bytes, source: mirror.path))
        }
      }
      return found
    }

    /// Keeps how the drill ended, in the state that was named or that is there.
    ///
    /// - Returns: Whether there is one.
    private func keep(failure: String?, _ chain: CheckpointDigest) async throws -> Bool {
      let directory: String
      if let named = location.state {
        directory = named
      } else {
        // A machine without a home has no state either.
        guard let usual = try? location.directory(of: chain), access(usual + "/state.db", F_OK) == 0
        else { return false }
        directory = usual
      }
      let state = try await StateDatabase.open(
        directory, options: StateOptions(access: .readingAndWriting))
      let result: Result<Void, any Error>
      do {
        try await state.recordDrill(
          StateStore.DrillRecord(
            kind: .words, failure: failure,
            at: StateStore.Moment(milliseconds: Int64(clamping: SystemTime.now) * 1000)))
        result = .success(())
      } catch { result = .failure(error) }
      try await state.close()
      try result.get()
      return true
    }

    /// A drill without a single proof is no pass: what was expected on chain may be under another
    /// account or another master.
    private func sayNothingProven(_ owner: SomaAddress) throws {
      let nothing = Diagnostic(
        code: "drill.nothingProven", summary: "Nothing was proven",
        detail: "No commitment of \(owner) on chain is under master \(masterID).",
        remedies: [
          "If there should be one, check the account, the network and the page of the words."
        ])
      guard account == nil else { throw CommandFailure(status: .failed, underlying: nothing) }
      Terminal.writeWarning(nothing)
    }
  }
}
