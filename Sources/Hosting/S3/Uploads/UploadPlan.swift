public import SomaCrypto

/// What an upload in parts sends, and where. Equal plans send equal parts.
public struct UploadPlan: Hashable, Sendable {
  /// The bucket and its service, without secrets, such as `https://s3.example.com/bucket`.
  public let place: String

  /// The object's key, prefix included.
  public let key: String

  /// Length of the object in bytes.
  public let size: UInt64

  /// BLAKE2b-256 of the object.
  public let checksum: Bytes32

  /// Length of every part but the last, in bytes: whole MiB.
  public let partSize: UInt64

  /// Takes a plan that was recorded.
  public init(place: String, key: String, size: UInt64, checksum: Bytes32, partSize: UInt64) {
    self.place = place
    self.key = key
    self.size = size
    self.checksum = checksum
    self.partSize = partSize
  }

  /// How many parts there are.
  public var partCount: Int {
    guard partSize > 0 else { return 0 }
    return Int(clamping: size / partSize + (size.isMultiple(of: partSize) ? 0 : 1))
  }

  /// The bytes of a part.
  ///
  /// - Parameter number: Counted from 1.
  /// - Returns: `nil` for a number that no part has.
  public func range(ofPart number: Int) -> Range<UInt64>? {
    guard (1...max(partCount, 1)).contains(number), partCount > 0 else { return nil }
    let start = UInt64(number - 1) * partSize
    return start..<min(start + partSize, size)
  }

  /// The size of parts for an object: 16 MiB, or more so that 9000 parts are enough.
  ///
  /// 9000 and not the 10 000 that services allow, because some count differently at the edge.
  ///
  /// - Parameters:
  ///   - size: Length of the object in bytes.
  ///   - asked: What the owner declared, if anything; rounded up to whole MiB.
  ///   - profile: The limits.
  /// - Returns: Whole MiB.
  /// - Throws: ``S3Error/badPartSize(_:least:most:)`` for a declared size that cannot work.
  static func partSize(
    for size: UInt64, asked: UInt64?, profile: S3Profile
  ) throws(S3Error) -> UInt64 {
    let granule = profile.partGranule
    let needed = (size / 9000 / granule + 1) * granule
    guard let asked else { return max(16 << 20, needed) }
    let least = max(profile.leastPart, (size / profile.mostParts / granule + 1) * granule)
    guard asked >= profile.leastPart, asked <= profile.mostPart else {
      throw .badPartSize(asked, least: min(least, profile.mostPart), most: profile.mostPart)
    }
    let rounded = (asked / granule + (asked.isMultiple(of: granule) ? 0 : 1)) * granule
    guard size / rounded < profile.mostParts else {
      throw .badPartSize(asked, least: least, most: profile.mostPart)
    }
    return rounded
  }
}
