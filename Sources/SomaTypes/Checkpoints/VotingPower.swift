/// A share of the votes, in ten-thousandths of those of the whole committee.
///
/// Source: chain constants `TOTAL_VOTING_POWER` and `QUORUM_THRESHOLD`.
public struct VotingPower: UInt64Value, ExpressibleByIntegerLiteral {
  /// That of all members together.
  public static let total = VotingPower(10_000)

  /// Enough to certify a checkpoint, and for reports to be carried out.
  public static let quorum = VotingPower(6_667)

  /// The number.
  public let rawValue: UInt64

  /// Takes the number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }
}
