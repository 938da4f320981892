import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// A plan that somebody reviewed and saved.
struct ReviewedPlan {
  /// For how many epochs a saved plan may be carried out, that in which it was made included.
  private static let epochs: UInt64 = 3

  private let file: SavedPlanFile

  /// Reads one.
  ///
  /// - Throws: ``SavedPlanError``; a `Diagnostic` for a file that cannot be read.
  init(file path: String) throws {
    file = try failing(with: .invalidInput) {
      try SavedPlanFile(decoding: InputFile(path).bytes())
    }
  }

  /// Saves what a plan brings about.
  init(
    _ set: ManifestSet, _ look: (plan: Plan, observation: Observation), _ session: RunSession,
    lineage: String?
  ) {
    let first = look.plan.epoch?.rawValue ?? 0
    file = SavedPlanFile(
      SavedPlan(
        basis: Self.basis(set, look.observation, session, lineage: lineage),
        consequences: Consequences(
          of: look.plan, until: Epoch(first.addingReportingOverflow(Self.epochs - 1).partialValue))),
      madeAtMs: session.context.clock.wallClockMs())
  }

  /// The bytes of the file.
  var text: String { file.text }

  /// What a review names.
  var digest: String { "\(file.digest)" }

  /// Refuses to go on when carrying it out now would do something that was not reviewed.
  ///
  /// - Throws: ``StalePlan``.
  func require(
    _ set: ManifestSet, _ look: (plan: Plan, observation: Observation), _ session: RunSession
  ) throws {
    let reasons = file.plan.staleness(
      against: Self.basis(
        set, look.observation, session, lineage: session.context.journal.recorded.lineage),
      look.plan)
    guard reasons.isEmpty else { throw StalePlan(reasons: reasons) }
  }

  private static func basis(
    _ set: ManifestSet, _ observation: Observation, _ session: RunSession, lineage: String?
  ) -> SavedPlan.Basis {
    SavedPlan.Basis(
      manifests: set.digest, lineage: lineage,
      chain: session.context.chainID, owners: observation.observed.wallets.mapValues(\.address))
  }
}
