import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

/// A reviewed plan as a file: JSON, `steward/saved-plan/v1`, which `steward apply --plan` carries out.
///
/// It says what was reviewed, not what to do: the steps are planned anew. There is one way to write a plan,
/// and only that is read back; so nothing in the file can mean something else than it shows. Its digest is
/// no signature: whoever can change the file can make another digest. Compare it with the one of the review.
struct SavedPlanFile: Equatable {
  /// Name and version of the format.
  static let schema = "steward/saved-plan/v1"

  /// The largest file that is read, in bytes: some 10 000 irreversible actions.
  static let maximumByteCount = 4 << 20

  /// What was reviewed.
  let plan: SavedPlan
  /// When, in milliseconds since 1970 in UTC, in whole seconds.
  let madeAtMs: UInt64

  /// Puts a plan into a file.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - madeAtMs: The wall clock, in milliseconds since 1970 in UTC. What comes after the year 9999 is
  ///     written as 1970.
  init(_ plan: SavedPlan, madeAtMs: UInt64) {
    self.plan = plan
    self.madeAtMs = LocalTime.iso8601(madeAtMs) == nil ? 0 : madeAtMs / 1000 * 1000
  }

  /// The digest of everything else in the file: what a review names.
  var digest: Bytes32 {
    var hasher = Blake2b256()
    hasher.update(JSONView.line(.record(content)))
    return hasher.finalize()
  }

  /// The whole file, with a newline at its end.
  var text: String {
    JSONView.render(.record(content + [.init("digest", digest)])) + "\n"
  }

  /// Everything but the digest.
  private var content: [OutputValue.Field] {
    [
      .init("schema", Self.schema),
      .init("madeAt", .text(LocalTime.iso8601(madeAtMs))),
      .init("basis", plan.basis.output),
      .init("consequences", plan.consequences.output),
    ]
  }
}

extension SavedPlan.Basis {
  fileprivate var output: OutputValue {
    .record([
      .init("manifests", manifests),
      .init("lineage", .text(lineage)),
      .init("chain", chain),
      .init(
        "owners",
        .list(
          owners.sorted { $0.key < $1.key }.map {
            .record([.init("wallet", $0.key), .init("address", $0.value)])
          })),
    ])
  }
}

extension Consequences {
  fileprivate var output: OutputValue {
    let actions = irreversible.map(\.output)
    return .record([
      .init(
        "irreversible",
        .list(actions.sorted { JSONView.line($0) < JSONView.line($1) })),
      .init("upperBoundShannons", String(upperBound.shannons)),
      .init("lastEpoch", .number(lastEpoch.rawValue)),
    ])
  }
}
