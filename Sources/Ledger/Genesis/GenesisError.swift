public import Diagnostics
public import SomaTypes

/// Why there can be no such chain.
public enum GenesisError: Error, Equatable, Sendable {
  /// At least one is needed, and there are keys for no more than `maximum`.
  case validatorCount(Int, maximum: Int)
  /// A validator without stake would be sent away at the first boundary.
  case noStake(validator: Int)
  /// Above 10 000.
  case commissionTooHigh(BasisPoints)
  /// More is given away than there is.
  case overdrawn(allocated: Amount?, totalSupply: Amount)
  /// No such protocol version is known.
  case unknownProtocolVersion(UInt64)
  /// Embeddings of no length, or of one that would not fit into memory.
  case embeddingDimension(UInt64, allowed: ClosedRange<UInt64>)
  /// More targets at the start of an epoch than a local chain can make.
  case tooManyTargets(UInt64, maximum: UInt64)
  /// There is no guarded memory for the validators' keys.
  case noGuardedMemory
}

extension GenesisError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .validatorCount(let count, let maximum):
      diagnostic(
        "validatorCount", "\(count) validators were asked for.",
        "Ask for 1 to \(maximum) validators.")
    case .noStake(let position):
      diagnostic(
        "noStake", "Validator \(position) has no stake.", "Give every validator some stake.")
    case .commissionTooHigh(let rate):
      diagnostic(
        "commissionTooHigh", "A commission of \(rate) basis points is above 10000.",
        "Use at most 10000 basis points.")
    case .overdrawn(let allocated, let totalSupply):
      diagnostic(
        "overdrawn",
        "\(allocated.map(\.description) ?? "More than 2⁶⁴−1 shannons") of \(totalSupply) are given "
          + "away.",
        "Give accounts and validators less, or make the total supply larger.")
    case .unknownProtocolVersion(let version):
      diagnostic(
        "unknownProtocolVersion", "Protocol version \(version) is not known.",
        "Use one of \(SystemParameters.knownProtocolVersions).")
    case .embeddingDimension(let dimension, let allowed):
      diagnostic(
        "embeddingDimension", "Embeddings of \(dimension) floats are not possible.",
        "Use one of \(allowed).")
    case .tooManyTargets(let count, let maximum):
      diagnostic(
        "tooManyTargets", "\(count) targets at the start of an epoch are too many.",
        "Ask for at most \(maximum).")
    case .noGuardedMemory:
      diagnostic(
        "noGuardedMemory", "The system gives no guarded memory for keys.",
        "Raise the limit of locked memory, then try again.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "genesis.\(name)", summary: "There can be no such local chain", detail: detail,
      remedies: [remedy])
  }
}
