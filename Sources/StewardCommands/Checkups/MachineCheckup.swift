import Custody
import Diagnostics
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore
import Steward

/// What can be looked at on this machine alone: program, state, leases, keyrings, runs and drills.
struct MachineCheckup {
  /// What was found of the state.
  struct State {
    var lines: [CheckupLine] = []
    /// The specs of everything that was applied.
    var specs: [ModelSpec] = []
  }

  /// The clock of this machine, in milliseconds since 1970 in UTC.
  let nowMs: UInt64

  /// The program and what it stands on.
  var program: CheckupLine {
    CheckupLine(
      "program",
      ok: "steward \(Version.text), protocol up to \(Version.knownProtocolVersion), libsodium "
        + "\(CryptoLibraries.sodiumVersion), libcrypto \(CryptoLibraries.openSSLVersion)")
  }

  /// Looks at a state, without changing anything.
  ///
  /// - Throws: `CancellationError`.
  func state(_ directory: String) async throws -> State {
    var found = State()
    do {
      let findings = try await StateCheckup(directory).run()
      found.lines = findings.map { CheckupLine($0) }
      guard findings.allSatisfy({ $0.level != .failure }) else { return found }
      let state = try await StateDatabase.open(directory, options: StateOptions(access: .reading))
      let journal = try await Journal(state)
      found.specs = journal.recorded.models.values.map(\.spec).sorted { $0.name < $1.name }
      for lease in try await state.leaseStandings() {
        found.lines += Self.line(lease).map { [$0] } ?? []
      }
      found.lines.append(watchman(journal))
      if !found.specs.isEmpty { found.lines += try await drills(state) }
      try await state.close()
    } catch { found.lines.append(try CheckupLine("state", failure: error)) }
    return found
  }

  /// Whether keyrings open without a person.
  ///
  /// - Throws: `CancellationError`.
  func keyrings(_ specs: [ModelSpec], _ options: KeyringOptions) throws -> [CheckupLine] {
    let secrets = RunSecrets(
      configured: KeyringSource(
        .file(try options.path()), passphrase: options.unlockSource))
    var seen: Set<KeyringSpec> = []
    var lines: [CheckupLine] = []
    for spec in specs.isEmpty ? [.configured] : specs.map(\.keyring)
    where seen.insert(spec).inserted {
      do {
        _ = try secrets.keyring(spec)
        lines.append(CheckupLine("keyring", ok: "opens without a person"))
      } catch { lines.append(try CheckupLine("keyring", failure: error)) }
    }
    return lines
  }

  private static func line(_ standing: LeaseStanding) -> CheckupLine? {
    let subject = "lease \(standing.lease.name)"
    let process = standing.lease.tenure.map { "\($0.holder.process)" } ?? "?"
    switch standing.life {
    case nil: return nil
    case .alive: return CheckupLine(subject, ok: "process \(process) holds it, and runs")
    case .ended: return CheckupLine(subject, ok: "its holder has ended: free for the next run")
    case .unseen:
      return CheckupLine(
        subject,
        warning: Diagnostic(
          code: "doctor.leaseUnseen", summary: "A lease is held where it cannot be seen",
          detail: "Process \(process) of another container holds it.",
          remedies: ["See since when:\n    steward state unlock"]))
    }
  }

  /// Nobody to reveal while something waits for its reveal is a risk; before that, it is a warning.
  private func watchman(_ journal: Journal) -> CheckupLine {
    let standing = WatchmanStanding(journal.shared, nowMs: nowMs)
    guard let problem = standing.problem else {
      return CheckupLine("unattended runs", ok: standing.words)
    }
    let isOwed = journal.recorded.models.values.contains { record in
      record.attempts.contains { $0.window != nil }
    }
    let failure = CommandFailure(status: .atRisk, underlying: problem)
    return isOwed
      ? (try? CheckupLine("unattended runs", failure: failure))
        ?? CheckupLine("unattended runs", warning: problem)
      : CheckupLine("unattended runs", warning: problem)
  }

  private func drills(_ state: StateDatabase) async throws -> [CheckupLine] {
    var lines = [
      DrillAge(
        subject: "words drill", drill: try await state.lastWordsDrill(),
        command: "steward keys drill --words --master-id ID --state \(shellQuoted(state.directory))"
      ).line(nowMs: nowMs)
    ]
    for record in try await state.records() {
      guard let attempt = try await state.attempts(of: record.keyName).last else { continue }
      lines.append(
        DrillAge(
          subject: "release drill \(record.name)",
          drill: try await state.lastReleaseDrill(ofPacket: attempt.packet),
          command: "steward reconcile"
        ).line(nowMs: nowMs))
    }
    return lines
  }
}
