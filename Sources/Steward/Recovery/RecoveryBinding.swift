import Custody
import Lifecycle
import Manifest
import SomaTypes
import Weights

/// Finds out which declared model a model on the chain is: by what a person says, by the journal, by
/// `modelId`, by the name in the packet, and by weights that give the same release.
struct RecoveryBinding {
  private let context: RunContext
  private let request: OwnerRecovery.Request

  init(_ context: RunContext, _ request: OwnerRecovery.Request) {
    self.context = context
    self.request = request
  }

  private var journal: Journal { context.journal }

  func bind(_ findings: inout RecoveryFindings) async throws {
    try bindByWord(&findings)
    let recorded = journal.recorded.models
    for index in findings.models.indices where findings.models[index].name == nil {
      let id = findings.models[index].id
      findings.models[index].name =
        recorded.first { $0.value.knows(id) }?.key
        ?? request.specs.first { $0.modelID == id && isFree($0, findings) }?.name
    }
    bindByPackets(&findings)
    try await bindByFiles(&findings)
  }

  private func bindByWord(_ findings: inout RecoveryFindings) throws {
    for (name, id) in request.bindings.sorted(by: { $0.key < $1.key }) {
      guard let spec = request.specs.first(where: { $0.name == name }) else {
        throw OwnerRecoveryError.notDeclared(name)
      }
      guard let index = findings.models.firstIndex(where: { $0.id == id }) else {
        throw OwnerRecoveryError.notOurs(id)
      }
      let other = journal[name]?.modelID ?? spec.modelID
      let holder = journal.recorded.models.first { $0.value.knows(id) }?.key
      guard other ?? id == id, holder ?? name == name, findings.models[index].name == nil else {
        throw OwnerRecoveryError.boundElsewhere(name, id)
      }
      findings.models[index].name = name
    }
  }

  /// Whether a declared model has no model on the chain yet.
  private func isFree(_ spec: ModelSpec, _ findings: RecoveryFindings) -> Bool {
    journal[spec.name]?.modelID == nil && !findings.models.contains { $0.name == spec.name }
  }

  /// Only where one fits one: a model that was lost may have had the same name.
  private func bindByPackets(_ findings: inout RecoveryFindings) {
    for spec in request.specs where spec.modelID == nil && isFree(spec, findings) {
      let names = [
        spec.name.text, spec.movedFrom?.text, journal.keyName(of: spec.name)?.text,
      ].compactMap(\.self)
      let fitting = findings.models.indices.filter { index in
        let model = findings.models[index]
        return model.name == nil && !model.isOver && isOwned(model, by: spec, findings)
          && model.keyName.map { names.contains($0.text) } ?? false
      }
      if let only = fitting.first, fitting.count == 1 { findings.models[only].name = spec.name }
    }
  }

  private func isOwned(
    _ model: RecoveredModel, by spec: ModelSpec, _ findings: RecoveryFindings
  ) -> Bool {
    findings.addresses[spec.wallet.name] == model.model.owner
  }

  /// Weights that give the very release that the URL names are those weights, under that name.
  private func bindByFiles(_ findings: inout RecoveryFindings) async throws {
    for spec in request.specs {
      let isUnbound = spec.modelID == nil && isFree(spec, findings)
      let wanting = findings.models.indices.filter { index in
        let model = findings.models[index]
        guard model.name == spec.name || model.name == nil && isUnbound else { return false }
        return !model.isOver && isOwned(model, by: spec, findings)
          && model.found.contains { $0.key.isProven && model.origin(of: $0) == nil }
      }
      guard !wanting.isEmpty,
        let keyName = journal.keyName(of: spec.name) ?? KeyName(spec.name.text)
      else { continue }
      let look = try await ModelFiles(state: context.state, clock: context.clock)
        .look(at: spec, dimension: nil)
      guard case .ready(let content) = look.view else { continue }
      for index in wanting {
        let origin = Packet.Origin(keyName: keyName, plaintext: content.plaintext)
        for found in findings.models[index].found
        where try gives(found, origin, spec, findings.models[index]) {
          findings.models[index].provenByFiles[found.commitment.commitments] = origin
          findings.models[index].name = spec.name
        }
      }
    }
  }

  private func gives(
    _ found: RecoveredCommitment, _ origin: Packet.Origin, _ spec: ModelSpec,
    _ model: RecoveredModel
  ) throws -> Bool {
    guard case .derived(let object) = found.key else { return false }
    let secrets = try context.secrets.keyring(spec.keyring)
    guard secrets.keyring.has(object.masterID) else { return false }
    let release = ReleaseIdentity(
      chain: context.chainID, owner: model.model.owner, keyName: origin.keyName,
      plaintext: origin.plaintext,
      sizeInBytes: found.commitment.commitments.manifest.sizeInBytes)
    return try secrets.keyring.master(object.masterID).objectName(of: release) == object
  }
}

extension ModelRecord {
  /// Whether the model on the chain is this one, also when the outcome of its create is not known yet.
  fileprivate func knows(_ id: ModelID) -> Bool {
    modelID == id
      || intents.contains { intent in
        if case .create(id, _, _) = intent.purpose { intent.isUnresolved } else { false }
      }
  }
}
