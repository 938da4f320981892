public import BCS

/// How hard new targets are, and what they pay. Source: chain type `TargetState`.
public struct TargetState: Hashable, Sendable {
  /// The cosine distance that a hit may have, a scalar; less is harder.
  public var distanceThreshold: SomaTensor
  /// Targets made in this epoch.
  public var targetsGeneratedThisEpoch: UInt64
  /// Targets hit in this epoch.
  public var hitsThisEpoch: UInt64
  /// Hits per epoch, smoothed; 0 until there is data.
  public var hitsEma: UInt64
  /// What a target made in this epoch pays.
  public var rewardPerTarget: Amount

  /// Creates a state.
  public init(
    distanceThreshold: SomaTensor, targetsGeneratedThisEpoch: UInt64 = 0,
    hitsThisEpoch: UInt64 = 0, hitsEma: UInt64 = 0, rewardPerTarget: Amount = .zero
  ) {
    self.distanceThreshold = distanceThreshold
    self.targetsGeneratedThisEpoch = targetsGeneratedThisEpoch
    self.hitsThisEpoch = hitsThisEpoch
    self.hitsEma = hitsEma
    self.rewardPerTarget = rewardPerTarget
  }
}

extension TargetState: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    distanceThreshold = try reader.read()
    targetsGeneratedThisEpoch = try reader.readInteger()
    hitsThisEpoch = try reader.readInteger()
    hitsEma = try reader.readInteger()
    rewardPerTarget = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(distanceThreshold)
    writer.write(targetsGeneratedThisEpoch)
    writer.write(hitsThisEpoch)
    writer.write(hitsEma)
    writer.write(rewardPerTarget)
  }
}
