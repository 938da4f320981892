import ArgumentParser
import Diagnostics
import Hosting
import SomaCrypto
import SomaTypes
import Steward
import Weights

extension HostCommand {
  /// `steward host put`.
  struct PutObject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "put", abstract: "Upload sealed weights, and prove that they can be fetched.",
      discussion: """
        The file is sealed already, or sealed on the way with --key-file, without a second copy on disk. \
        An object that is there stays as it is. With --state an upload to a bucket goes on where it was \
        interrupted. At the end all of it is fetched through its public URL, as validators do, and hashed.

          steward host put model.sealed --name 0a1b2c3d-00112233445566778899aabbccddeeff -f host.yaml
          steward host put model.safetensors --key-file key --name 0a1b… -f host.yaml --state state

        \(HostCommand.status)
        """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Option(help: "The name of the object: master and release. Default: the name of the file.")
    var name: String?

    @OptionGroup var key: WeightsKeyOptions

    @Flag(help: "Replace an object of that name if it is a damaged copy of this one.")
    var replace = false

    @Flag(
      help:
        "Do not fetch the object afterwards, unless nothing else can tell whether one that was there is this one."
    )
    var noProbe = false

    @Option(
      help: ArgumentHelp(
        "The directory of the state that knows keys and interrupted uploads.",
        valueName: "directory"), completion: .directory)
    var state: String?

    @OptionGroup var host: HostOptions
    @OptionGroup(title: "Transfer") var transfer: TransferOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard key.keyFile == nil || key.keyCommand == nil else {
        throw ValidationError("Give one of --key-file and --key-command.")
      }
    }

    func run() async throws {
      let name = try objectName()
      let file = try OpenFile(path: file)
      try await host.withHost(state: state, transfer: transfer) { connection in
        let stage = PutStage()
        do {
          try await upload(file, as: name, connection, stage)
        } catch is CancellationError where Interruption.exitStatus != nil {
          throw stage.interruption(
            of: name, on: try connection.declared.host, keepsProgress: state != nil)
        }
      }
    }

    private func upload(
      _ file: OpenFile, as name: ObjectName, _ connection: HostConnection, _ stage: PutStage
    ) async throws {
      let url = try await connection.declared.host.publicURL(of: name)
      let prepared = try await prepare(file, connection)
      if state != nil, prepared.isReuseChecked == false {
        Terminal.writeWarning(WeightsCommand.newState)
      }
      let placed = try await place(prepared, as: name, at: url, connection, stage)
      stage.stored(
        .init(url: url.text, checksum: "\(prepared.checksum)", size: prepared.source.size))
      var report = placed.report
      if try report == nil && (!noProbe || needsProbe(placed.outcome, connection)) {
        report = try await probe(prepared, at: url, connection)
      }
      try output.write(
        schema: "steward/host-put/v1",
        [
          .init("name", name), .init("url", url.text), .init("checksum", prepared.checksum),
          .init("size", .number(prepared.source.size)),
          .init("plaintext", .text(prepared.plaintext)),
          .init("reuseChecked", prepared.isReuseChecked.map { .bool($0) } ?? .null),
          .init("uploaded", .bool(placed.outcome == .stored)),
          .init("probe", report?.output ?? .null),
        ])
      try report?.requireServed()
    }

    private func objectName() throws -> ObjectName {
      let text = name ?? file.split(separator: "/").last.map(String.init) ?? file
      guard let name = ObjectName(text) else {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "host.badName", summary: "This is not the name of an object",
            detail: "\(Excerpt(text)) is not 8 hex digits, a hyphen and 32 hex digits.",
            remedies: ["Name it by the ids of its master and release:\n    --name NAME"]))
      }
      return name
    }

    private func prepare(_ file: OpenFile, _ connection: HostConnection) async throws
      -> PreparedUpload
    {
      let passes: UInt64 = key.source == nil ? 1 : 2
      let total = file.size.multipliedReportingOverflow(by: passes).partialValue
      let reporter = progress.reporter("prepare")
      defer { reporter?.finish() }
      let note: (UInt64) -> Void = {
        reporter?.update(UploadProgress(sentBytes: $0, totalBytes: total))
      }
      guard let source = key.source else {
        try requireSealed(file)
        return try PreparedUpload(sealed: file, progress: note)
      }
      let key = try WeightsKey(from: source)
      if state == nil { Terminal.writeWarning(WeightsCommand.reuseUnchecked) }
      return try await PreparedUpload(
        sealing: file, under: key.bytes.copy(0..<key.bytes.count), hash: key.hash,
        recordingIn: connection.state, at: .now, progress: note)
    }

    /// Whoever has fetched plaintext has it for ever, so what looks like it is never published.
    private func requireSealed(_ file: OpenFile) throws {
      guard let format = try PlaintextFormat(of: file) else { return }
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "host.plaintext", summary: "These weights are not sealed",
          detail: "It is \(format.words), which everyone could read. Nothing was uploaded.",
          place: Place(file: file.path),
          remedies: ["Seal it on the way:\n    steward host put … --key-file KEY"]))
    }

    func probe(
      _ prepared: PreparedUpload, at url: CanonicalURL, _ connection: HostConnection
    ) async throws -> ProbeReport {
      let reporter = progress.reporter("probe")
      defer { reporter?.finish() }
      let size = prepared.source.size
      let report = try await Probe(
        of: url, size: size, for: connection.audience, transport: connection.transport
      ).whole(checksum: prepared.checksum.bytes) {
        reporter?.update(UploadProgress(sentBytes: $0, totalBytes: size))
      }
      try await connection.state?.recordProbe(report, of: url, at: .now)
      return report
    }
  }
}
