public import Diagnostics

/// Why an epoch was not ended, so that nothing changed.
public enum BoundaryRefusal: Error, Equatable, Sendable {
  /// There never was such a protocol version; a real node would abort.
  case unknownProtocolVersion(UInt64)
  /// Epochs cannot be counted any further.
  case lastEpoch
  /// It would have made or lost this much money, in shannons: a defect of the ledger.
  case supplyNotConserved(difference: Int128)
}

extension BoundaryRefusal: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .unknownProtocolVersion(let version):
      Diagnostic(
        code: "boundary.unknownProtocolVersion", summary: "The epoch cannot be ended",
        detail: "Protocol version \(version) is unknown.",
        remedies: ["Choose one of the versions that this program knows."])
    case .lastEpoch:
      Diagnostic(
        code: "boundary.lastEpoch", summary: "The epoch cannot be ended",
        detail: "Its number is the highest there is.", remedies: ["Begin a new chain."])
    case .supplyNotConserved(let difference):
      Diagnostic(
        code: "boundary.supplyNotConserved", summary: "The epoch cannot be ended",
        detail: "The supply would have changed by \(difference) shannons.",
        remedies: ["Report this as a defect, with the log."])
    }
  }
}
