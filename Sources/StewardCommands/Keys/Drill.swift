import ArgumentParser
import Custody
import Diagnostics
import Lifecycle
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
          steward keys drill --words --master-id 1a2b3c4d --packet copy.packet
          steward keys drill --words --master-id 1a2b3c4d --state state

        Opens no keyring: the words are typed from paper. Every commitment on chain that is under \
        the master is made again and compared. An embedding that is not revealed yet comes from its \
        packet, so name a copy of each with --packet.

        Exit status: 0 all proven, or a warning that nothing was there to prove; 1 something is not, \
        or nothing of a named account was found; 5 the words or a file are not right, 9 no node \
        answers, 64 wrong usage, 129, 130 or 143 after a signal.
        """)

    @Flag(help: "The words are typed from paper. The only drill for a person.")
    var words = false

    @Option(help: ArgumentHelp("The id on the page: 8 hex digits.", valueName: "id"))
    var masterID: String

    @Option(
      help: ArgumentHelp("A packet; again for further ones.", valueName: "file"),
      completion: .file())
    var packet: [String] = []

    @Option(help: "Whose models: address or alias. Default: the active account.")
    var account: String?

    @Option(
      help: ArgumentHelp(
        "The state in which to record that it was done, for `steward doctor`.",
        valueName: "directory"), completion: .directory)
    var state: String?

    @OptionGroup var input: WordsOptions
    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard words else { throw ValidationError("Give --words: it is the drill for a person.") }
    }

    func run() async throws {
      let id = try TypedText.read("--master-id") { try MasterID(hex: masterID) }
      let owner = try nodes.wallet.address(of: account)
      let material = try packet.map { try Self.material($0) }
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
      let outcome = Result {
        try WordsDrill.run(
          master: master, recovery: recovery, material: material, at: SystemTime.now)
      }
      try await record(outcome.map(\.proofs.count), of: chain)
      let record = try outcome.get()
      try output.write(
        schema: "steward/keys-drill/v1",
        [
          .init("masterId", id), .init("owner", owner),
          .init("proven", .number(UInt64(record.proofs.count))),
          .init("releases", .list(record.proofs.map { .text($0.object.description) })),
        ])
      if record.proofs.isEmpty { try sayNothingProven(owner) }
    }

    /// Writes down how it ended, where a state is named. What proved nothing shows nothing.
    private func record(
      _ outcome: Result<Int, any Error>, of chain: CheckpointDigest
    ) async throws {
      guard let state else { return }
      var failure: String?
      switch outcome {
      case .success(0): return
      case .success: break
      case .failure(let error as any Explainable): failure = error.diagnostic.code
      case .failure: return
      }
      let database = try await StateDatabase.open(
        state, options: StateOptions(access: .readingAndWriting))
      if let pinned = try await Journal(database).shared.chain, pinned != chain {
        throw RunOptions.otherChain(pinned: pinned, found: chain, state)
      }
      try await database.recordDrill(
        StateStore.DrillRecord(kind: .words, failure: failure, at: .now))
      try await database.close()
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

    /// A file that is a whole packet; whether it opens, the words decide.
    private static func material(_ path: String) throws -> RecoveryMaterial {
      try failing(with: .invalidInput) {
        let bytes = try InputFile(path).bytes()
        do { _ = try SealedPacket(parsing: bytes) } catch let error as PacketError {
          var diagnostic = error.diagnostic
          diagnostic.place = Place(file: path)
          throw diagnostic
        }
        return .packet(bytes, source: path)
      }
    }
  }
}
