import Custody
public import Hosting
public import Lifecycle
public import Manifest
public import SomaClient
public import SomaTypes
import StateStore

/// What a run works with: one chain, one state, and what is around them.
public struct RunContext: Sendable {
  /// The chain, through all nodes that are configured.
  public var chain: Chain
  /// Which chain it is: the digest of its genesis checkpoint.
  public var chainID: CheckpointDigest
  /// What was tried.
  public var journal: Journal
  /// The keyrings.
  public var secrets: RunSecrets
  /// The variables of the environment.
  public var environment: [String: String]
  /// What objects are sent and fetched with.
  public var transport: HTTPTransport
  /// Who must be able to reach objects.
  public var audience: Probe.Audience
  /// The clocks.
  public var clock: RunClock
  /// Who will be there when a reveal is due.
  public var watchman: Watchman
  /// How many objects are sealed, uploaded or probed at once.
  public var parallelism: Int
  /// Whether nothing may be written.
  public var isReadOnly: Bool
  /// Gets what happens, as it happens, from any task.
  public var report: @Sendable (RunEvent) -> Void

  /// Joins them.
  public init(
    chain: Chain, chainID: CheckpointDigest, journal: Journal, secrets: RunSecrets,
    environment: [String: String], transport: HTTPTransport, audience: Probe.Audience,
    clock: RunClock = .system, watchman: Watchman = .scheduledRuns, parallelism: Int = 2,
    isReadOnly: Bool = false,
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.chain = chain
    self.chainID = chainID
    self.journal = journal
    self.secrets = secrets
    self.environment = environment
    self.transport = transport
    self.audience = audience
    self.clock = clock
    self.watchman = watchman
    self.parallelism = parallelism
    self.isReadOnly = isReadOnly
    self.report = report
  }

  var state: StateDatabase { journal.state }

  /// Packets on this machine.
  var packets: PacketDirectory { PacketDirectory(path: state.directory + "/packets") }

  /// A host that a spec names, whose uploads are kept in the state.
  func host(_ spec: HostSpec) throws -> DeclaredHost {
    try DeclaredHost(
      spec,
      in: HostSurroundings(
        environment: environment, transport: transport,
        journal: StateUploadJournal(state, now: { [clock] in clock.moment })))
  }

  /// Where an object would appear on a host, with the credentials that it needs looked for.
  ///
  /// - Throws: What is wrong with the declaration of the host or with its credentials.
  public func exampleURL(of spec: HostSpec) async throws -> CanonicalURL {
    let declared = try host(spec)
    if let report = try await declared.credentials?.report(), report.winner == nil {
      throw CredentialError.none(report)
    }
    let name = Hosting.ObjectName("00000000-" + String(repeating: "0", count: 32))
    guard let name else { throw StepError.overtakenByOtherRun }
    return try await declared.host.publicURL(of: name)
  }

  /// Packets beside the objects of a host.
  func hostedPackets(_ spec: HostSpec) throws -> HostedPackets {
    HostedPackets(try host(spec), transport: transport)
  }
}
