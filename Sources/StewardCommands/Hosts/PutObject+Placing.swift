import Diagnostics
import Hosting
import SomaCrypto
import SomaTypes
import Steward

extension HostCommand.PutObject {
  /// Brings the object there, unless it is there.
  ///
  /// - Returns: What became of it, and what a probe has seen of it already.
  func place(
    _ prepared: PreparedUpload, as name: ObjectName, at url: CanonicalURL,
    _ connection: HostConnection, _ stage: PutStage
  ) async throws -> (outcome: PutOutcome, report: ProbeReport?) {
    if replace {
      let finding = try await connection.find(name, for: prepared) {
        try await probe(prepared, at: url, connection)
      }
      switch finding {
      case .replaceable: break
      case .another(let object): throw otherObject(object)
      case .healthy(let object, let report):
        Terminal.writeWarning(
          Diagnostic(
            code: "host.notDamaged", summary: "There is nothing to replace",
            detail: "\(name) holds these very bytes. Nothing was uploaded.", remedies: []))
        return (.existed(object), report)
      }
    }
    let reporter = progress.reporter("upload")
    defer { reporter?.finish() }
    stage.uploads()
    let outcome = try await connection.declared.host.put(
      prepared.upload(as: name), mode: replace ? .replace : .createOnly
    ) {
      stage.uploads($0)
      reporter?.update($0)
    }
    if case .existed(let object) = outcome,
      try !isAlike(object, prepared, connection)
    {
      throw otherObject(object)
    }
    return (outcome, nil)
  }

  private func otherObject(_ object: StoredObject) -> CommandFailure {
    let size = object.size.map { "\($0) bytes" } ?? "another length"
    return CommandFailure(
      status: .changedInput,
      underlying: Diagnostic(
        code: "host.otherObject", summary: "Another object has this name",
        detail: "\(object.name) is there with \(size), and is not what was to be"
          + " uploaded. It was left alone.",
        remedies: [
          replace
            ? "If it is damaged beyond recognition, delete it with the host's own tools, and run again."
            : "If it is damaged, replace it:\n    steward host put … --replace",
          "Otherwise check name and file: an object that the chain names must not change.",
        ]))
  }

  /// Whether an object that was there is ours, as far as no probe is going to tell.
  private func isAlike(
    _ object: StoredObject, _ prepared: PreparedUpload, _ connection: HostConnection
  ) throws -> Bool {
    guard object.size ?? prepared.source.size == prepared.source.size else { return false }
    let digest =
      try object.recordedDigest ?? (noProbe ? connection.localDigest(of: object.name) : nil)
    return digest ?? prepared.checksum.bytes == prepared.checksum.bytes
  }

  /// Whether only a probe can tell what was there.
  func needsProbe(_ outcome: PutOutcome, _ connection: HostConnection) throws -> Bool {
    guard case .existed(let object) = outcome else { return false }
    return try object.recordedDigest == nil && !(connection.declared.host is DirectoryHost)
  }
}
