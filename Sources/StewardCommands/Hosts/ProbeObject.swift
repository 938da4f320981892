import ArgumentParser
import Diagnostics
import Hosting
import SomaClient
import SomaTypes
import StateStore
import Steward
import Weights

extension HostCommand {
  /// `steward host probe`.
  struct ProbeObject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "probe", abstract: "Fetch an object as validators do, and say what is wrong.",
      discussion: """
        All of it is fetched in ranges of 5 MiB and hashed. --sampled N looks at the first, the last and N \
        other ranges instead, and compares them with a sealed copy that --against names.

          steward host probe --model 0x5be3… --network testnet
          steward host probe https://weights.example/0a1b… --checksum 5Hw… --size 4838736928
          steward host probe 0a1b2c3d-00112233445566778899aabbccddeeff -f host.yaml --sampled 8 --against w.sealed

        With --model and --state, a model whose probes have failed for 10 minutes is at risk: status 10.

        \(HostCommand.status)
        """)

    @Argument(help: "A URL, or the name of an object on the host.")
    var target: String?

    @Option(help: "Take URL, checksum and size from this model on chain, pending update included.")
    var model: String?

    @Option(help: "The checksum that the object must have, in Base58.")
    var checksum: String?

    @Option(help: "Length of the object in bytes.")
    var size: UInt64?

    @Option(help: "Look at so many random ranges, not at all of it.")
    var sampled: Int?

    @Option(help: "A sealed copy to compare with.", completion: .file())
    var against: String?

    @Option(
      help: ArgumentHelp(
        "The directory of the state in which probes are recorded.", valueName: "directory"),
      completion: .directory)
    var state: String?

    @OptionGroup var host: HostOptions
    @OptionGroup(title: "Nodes, for --model") var nodes: NodeOptions
    @OptionGroup var progress: ProgressOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (target == nil) != (model == nil) else {
        throw ValidationError("Give a URL, the name of an object, or --model ID.")
      }
      guard (0...1000).contains(sampled ?? 0) else {
        throw ValidationError("--sampled is from 0 to 1000.")
      }
      guard sampled == nil || against != nil else {
        throw ValidationError("--sampled needs --against FILE, a sealed copy to compare with.")
      }
    }

    func run() async throws {
      let copy = try against.map { try OpenFile(path: $0) }
      let onChain = try await subjectsOnChain()
      try await host.withHost(state: state) { connection in
        var reports: [(subject: ProbeSubject, report: ProbeReport)] = []
        for subject in try await subjects(onChain, copy, connection) {
          let report = try await probe(subject, copy, connection)
          reports.append((subject, report))
        }
        try output.write(
          schema: "steward/host-probe/v1",
          [
            .init(
              "probes",
              .list(
                reports.map { subject, report in
                  .record([
                    .init("url", subject.url.description), .init("checksum", subject.checksum),
                    .init("size", .number(subject.size)), .init("probe", report.output),
                  ])
                }))
          ])
        for (subject, report) in reports {
          try report.requireServed(as: try await risk(of: subject, connection))
        }
      }
    }

    private func subjectsOnChain() async throws -> [ProbeSubject] {
      guard let model else { return [] }
      let id = try TypedText.id(model, "--model", of: ModelKind.self)
      let (_, found) = try await nodes.withChain { chain in
        try await missing { try await chain.model(id) }
      }
      let manifests = [found.revealed?.commitments, found.pendingUpdate?.commitments]
        .compactMap { $0?.manifest }
      guard !manifests.isEmpty else {
        throw CommandFailure(
          status: .failed,
          underlying: Diagnostic(
            code: "host.nothingCommitted", summary: "The model has not committed to weights yet",
            detail: "Nothing of \(id) is to be fetched.",
            remedies: ["See what is due:\n    steward chain model \(id)"]))
      }
      return manifests.map {
        ProbeSubject(url: $0.url, checksum: $0.checksum, size: $0.sizeInBytes)
      }
    }

    private func subjects(
      _ onChain: [ProbeSubject], _ copy: OpenFile?, _ connection: HostConnection
    ) async throws -> [ProbeSubject] {
      guard let target else { return onChain }
      var checksum = try checksum.map {
        try TypedText.digest($0, "--checksum", of: ChecksumDigestKind.self)
      }
      var size = size
      if let copy, size == nil || checksum == nil {
        size = size ?? copy.size
        checksum = try checksum ?? Checksum(ContentDigest(of: copy).digest)
      }
      let url: CanonicalURL
      if let name = ObjectName(target) {
        url = try await connection.declared.host.publicURL(of: name)
        if size == nil || checksum == nil,
          let object = try await connection.declared.host.head(name)
        {
          size = size ?? object.size
          checksum = checksum ?? object.recordedDigest.map { Checksum($0) }
        }
      } else {
        url = try TypedText.read("URL") { try CanonicalURL(target) }
        guard ["http", "https"].contains(url.scheme) else {
          throw PublicURLError.notHTTP(scheme: url.scheme)
        }
      }
      guard let checksum, let size else {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "host.nothingToCompare", summary: "It is not known what must be there",
            detail: "Neither checksum and size nor a sealed copy were given.",
            remedies: [
              "Give both, as `steward weights seal` prints them:\n    --checksum BASE58 --size BYTES",
              "Or a sealed copy:\n    --against FILE",
            ]))
      }
      return [ProbeSubject(url: url, checksum: checksum, size: size)]
    }

    private func probe(
      _ subject: ProbeSubject, _ copy: OpenFile?, _ connection: HostConnection
    ) async throws -> ProbeReport {
      let probe = Probe(
        of: subject.url, size: subject.size, for: connection.audience,
        transport: connection.transport)
      let report: ProbeReport
      if let sampled, let copy {
        guard copy.size == subject.size else {
          throw SealingError.otherSize(copy.path, expected: subject.size, found: copy.size)
        }
        let source = FileSource(copy)
        report = try await probe.sampled(sampled) { range in
          var bytes = [UInt8](repeating: 0, count: range.count)
          var reader = source.makeReader()
          try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: range.lowerBound) }
          return bytes
        }
      } else {
        let reporter = progress.reporter("probe")
        defer { reporter?.finish() }
        report = try await probe.whole(checksum: subject.checksum.bytes) {
          reporter?.update(UploadProgress(sentBytes: $0, totalBytes: subject.size))
        }
      }
      try await connection.state?.recordProbe(report, of: subject.url, at: .now)
      return report
    }

    /// Status 10 when probes of a URL that is on chain have failed for 10 minutes (DESIGN 6).
    private func risk(
      of subject: ProbeSubject, _ connection: HostConnection
    ) async throws -> ExitStatus? {
      guard model != nil, let state = connection.state else { return nil }
      let probes = try await state.probes(of: subject.url.text, limit: 1000)
      let failed = probes.prefix { $0.verdict != .good }
      guard let first = failed.last, let last = failed.first,
        last.at.milliseconds - first.at.milliseconds >= 600_000
      else { return nil }
      return .atRisk
    }
  }

  /// What a probe looks at.
  struct ProbeSubject {
    let url: CanonicalURL
    let checksum: Checksum
    let size: UInt64
  }
}
