public import Diagnostics

/// Why an export was not imported. Nothing was changed.
public enum StateExportError: Error, Equatable, Sendable {
  /// It is no export of a state.
  case foreign
  /// It is not as it was written; where, or what does not fit.
  case damaged(String)
  /// A later version of this program wrote it.
  case newer(version: Int, known: Int)
  /// It is of a state that is no copy of this one; both lineages in hex digits.
  case otherLineage(String, ours: String)
  /// It is of another chain; both ids.
  case otherChain(String, ours: String)
}

extension StateExportError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .foreign:
      make(
        "foreign", "This is no export of a state", "Its first line does not say what it is.",
        ["Check that this is the file that you mean."])
    case .damaged(let place):
      make(
        "damaged", "The export is damaged", "\(Excerpt(place, limit: 400)). Nothing was imported.",
        ["Copy the file again, and whole."])
    case .newer(let version, let known):
      make(
        "newer", "The export is newer than this program",
        "It has version \(version); this program knows \(known). Nothing was imported.",
        ["Use the version of Steward that wrote it, or a later one."])
    case .otherLineage(let lineage, let ours):
      make(
        "otherLineage", "The export is of another state",
        "It has the lineage \(lineage), this state \(ours): neither is a copy of the other. Nothing was"
          + " imported.",
        [
          "Check that this is the file that you mean.",
          "If both are of the same owner and wallet, and neither is used elsewhere:\n"
            + "    --from-lineage \(lineage)",
        ])
    case .otherChain(let chain, let ours):
      make(
        "otherChain", "The export is of another chain",
        "It is of the chain \(chain), this state of \(ours). Nothing was imported.",
        ["Import it into a state of its own chain."])
    }
  }

  private func make(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "export.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}
