public import Custody
import Lifecycle
public import Manifest
import SomaClient
public import SomaTypes
import SomaWire

/// Brings a state back from manifests, words, wallet and chain, so that the next `reconcile` reveals what is
/// due.
///
/// Finding writes nothing of what it found; recording writes only what the state does not know yet.
public struct OwnerRecovery: Sendable {
  /// What a person gives.
  public struct Request: Sendable {
    /// The models, as declared.
    public var specs: [ModelSpec]
    /// Which model on the chain a declared one is, where a person says so.
    public var bindings: [ResourceName: ModelID]
    /// Packets and embeddings that were brought.
    public var material: [RecoveryMaterial]
    /// Directories with copies of packets.
    public var mirrors: [PacketMirror]

    /// Joins them.
    public init(
      specs: [ModelSpec], bindings: [ResourceName: ModelID] = [:],
      material: [RecoveryMaterial] = [], mirrors: [PacketMirror] = []
    ) {
      self.specs = specs
      self.bindings = bindings
      self.material = material
      self.mirrors = mirrors
    }
  }

  let context: RunContext
  let request: Request

  /// Prepares a recovery into the state of a context.
  public init(_ context: RunContext, _ request: Request) {
    self.context = context
    self.request = request
  }

  /// Looks at the chain and proves what can be proven of the owner's models.
  ///
  /// - Returns: What was found.
  /// - Throws: `RecoveryError` when nothing is ours; ``OwnerRecoveryError``; `KeyringError` and what reading
  ///   secrets throws; `RPCFailure`; `StateError`; `CancellationError`.
  public func find() async throws -> RecoveryFindings {
    let observation = try await Observer(context).observe(
      request.specs, files: .none, provesPackets: false)
    if let first = observation.walletProblems.min(by: { $0.key < $1.key }) { throw first.value }
    let reading = observation.reading(notOlderThan: context.journal.shared.highestVersion)
    guard case .known(let view) = reading.view else {
      if reading.counting.isEmpty, let silent = observation.silentNodes.first { throw silent.error }
      throw OwnerRecoveryError.chainUnknown
    }
    let addresses = observation.observed.wallets.mapValues(\.address)
    var findings = RecoveryFindings(view, addresses: addresses)
    var nothing: RecoveryError?
    let owners = Dictionary(grouping: request.specs) { addresses[$0.wallet.name] }
    for (owner, specs) in owners.sorted(by: {
      ($0.value.first?.name.text ?? "") < ($1.value.first?.name.text ?? "")
    }) {
      guard let owner else { continue }
      do { try await find(owner, specs, reading, view, into: &findings) } catch let error
        as RecoveryError
      {
        nothing = nothing ?? error
      }
    }
    if findings.models.isEmpty, let nothing { throw nothing }
    try await RecoveryBinding(context, request).bind(&findings)
    return findings
  }

  private func find(
    _ owner: SomaAddress, _ specs: [ModelSpec], _ reading: ChainReading, _ view: ChainView,
    into findings: inout RecoveryFindings
  ) async throws {
    let mine = view.models.filter { $0.value.owner == owner }
    for id in mine.keys {
      guard case .known = reading.model(id) else { throw OwnerRecoveryError.chainUnknown }
    }
    // Those of others are looked at only to say why nothing is ours.
    let all = mine.isEmpty ? try await context.chain.systemState().models : mine
    let recovery = Recovery(
      chain: context.chainID, owner: owner, commitments: ChainCommitment.all(in: all))
    var reports: [RecoveryReport] = []
    var keyrings: [KeyringSpec] = []
    for spec in specs where !keyrings.contains(spec.keyring) { keyrings.append(spec.keyring) }
    // All are opened before anything is fetched: a passphrase that is wrong is told at once.
    let unlocked = try keyrings.map { try context.secrets.keyring($0) }
    let material = try await RecoveryPlaces(context, request, specs).material(for: recovery)
    for secrets in unlocked {
      reports.append(try recovery.report(keyring: secrets.keyring, material: material.found))
    }
    guard !mine.isEmpty else {
      for report in reports { try report.requireFindings() }
      throw RecoveryError.noModels(owner)
    }
    if !recovery.commitments.isEmpty { try Self.requireMaster(reports) }
    findings.unusable += material.unusable
    findings.unusable +=
      reports.first?.unusable.filter { unusable in
        reports.allSatisfy { $0.unusable.contains { $0.source == unusable.source } }
      } ?? []
    findings.copied += reports.flatMap(\.ownedByOthers)
    findings.silentHosts.formUnion(material.silentHosts)
    for (id, model) in mine.sorted(by: { $0.key < $1.key }) {
      let found = recovery.commitments.indices.filter { recovery.commitments[$0].modelID == id }
        .compactMap { index in Self.best(reports.map { $0.commitments[index] }) }
      findings.models.append(RecoveredModel(id: id, model: model, found: found))
    }
  }

  /// Refuses when no keyring has a master of any model.
  private static func requireMaster(_ reports: [RecoveryReport]) throws(RecoveryError) {
    var refusal: RecoveryError?
    for report in reports {
      do { return try report.requireFindings() } catch { refusal = refusal ?? error }
    }
    if let refusal { throw refusal }
  }

  /// Of what several keyrings gave, what goes furthest.
  private static func best(_ found: [RecoveredCommitment]) -> RecoveredCommitment? {
    found.first { $0.isComplete && $0.key.isProven } ?? found.first(where: \.key.isProven)
      ?? found.first
  }
}

extension RecoveredCommitment.KeyFinding {
  /// Whether we have the key, and it is the one that was promised.
  var isProven: Bool {
    switch self {
    case .derived, .imported: true
    case .onChain, .otherMaster, .mismatch, .unknown: false
    }
  }
}
