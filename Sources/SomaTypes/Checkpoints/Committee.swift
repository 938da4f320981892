public import BCS

/// The validators of one epoch and what their votes count.
///
/// BCS: epoch; names with voting power, ascending; then two tables that follow from the names, the
/// key of each and its position; then the authorities. The tables are checked when read and made
/// when written, so a committee that contradicts itself cannot exist. Source: chain type
/// `Committee`.
public struct Committee: Hashable, Sendable {
  /// The epoch.
  public var epoch: Epoch
  /// What each vote counts.
  public var votingRights: [AuthorityName: VotingPower]
  /// Who the members are.
  public var authorities: [AuthorityName: Authority]

  /// Creates a committee.
  public init(
    epoch: Epoch, votingRights: [AuthorityName: VotingPower],
    authorities: [AuthorityName: Authority]
  ) {
    self.epoch = epoch
    self.votingRights = votingRights
    self.authorities = authorities
  }

  /// The members, ascending: bit n of a signature's bitmap is for the one at position n.
  public var names: [AuthorityName] { votingRights.keys.sorted() }
}

extension Committee: BCSCodable {
  /// Reads a committee.
  ///
  /// - Throws: ``BCSError``, also when a table does not follow from the names.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epoch = try reader.read()
    votingRights = try reader.readMap()
    let names = votingRights.keys.sorted()
    let keysStart = reader.offset
    guard try reader.readMap() == Self.keys(of: names) else {
      throw BCSError(Self.invalid("the keys are not those of the names"), at: keysStart)
    }
    let positionsStart = reader.offset
    guard try reader.readMap() == Self.positions(of: names) else {
      throw BCSError(Self.invalid("the positions are not those of the names"), at: positionsStart)
    }
    authorities = try reader.readMap()
  }

  private static func invalid(_ reason: String) -> BCSError.Reason {
    .invalidValue(type: "Committee", reason: reason)
  }

  /// Writes the committee.
  public func encode(to writer: inout BCSWriter) {
    let names = names
    writer.write(epoch)
    writer.writeMap(votingRights)
    writer.writeMap(Self.keys(of: names))
    writer.writeMap(Self.positions(of: names))
    writer.writeMap(authorities)
  }

  /// A place among the members, from 0.
  private struct Position: UInt64Value {
    let rawValue: UInt64
  }

  private static func keys(of names: [AuthorityName]) -> [AuthorityName: BLSPublicKey] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, $0.publicKey) })
  }

  private static func positions(of names: [AuthorityName]) -> [AuthorityName: Position] {
    Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($0.element, Position(UInt64($0.offset))) })
  }
}
