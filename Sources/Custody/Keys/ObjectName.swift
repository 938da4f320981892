import SomaCrypto
public import SomaTypes

/// What the hosted ciphertext of a release is called: `<masterID>-<releaseID>` in lower-case hex.
///
/// It begins the last segment of the path of the public URL, which is on chain from the commit on.
/// So words, wallet and chain give every derived key.
public struct ObjectName: Hashable, Sendable {
  /// The master that the key of the release is derived from.
  public let masterID: MasterID
  /// The release.
  public let releaseID: ReleaseID

  /// Joins the two.
  public init(masterID: MasterID, releaseID: ReleaseID) {
    self.masterID = masterID
    self.releaseID = releaseID
  }

  /// Finds the name at the start of a URL's last path segment.
  ///
  /// - Returns: `nil` when the segment does not begin with one, or the name goes on with a letter or
  ///   a digit: then it is another name.
  public init?(in url: CanonicalURL) {
    self.init(startOf: url.lastPathSegment ?? "")
  }

  init?(startOf segment: String) {
    let characters = Array(segment.utf8)
    let idCount = 2 * MasterID.byteCount
    let count = idCount + 1 + 2 * ReleaseID.byteCount
    guard characters.count >= count, characters[idCount] == UInt8(ascii: "-"),
      !characters.dropFirst(count).prefix(1).contains(where: Self.isAlphanumeric),
      !characters[..<count].contains(where: Self.isUppercase),
      let id = try? Hex.decode(String(decoding: characters[..<idCount], as: UTF8.self)),
      let release = try? Hex.decode(
        String(decoding: characters[(idCount + 1)..<count], as: UTF8.self)),
      let masterID = MasterID(bytes: id), let releaseID = ReleaseID(bytes: release)
    else { return nil }
    self.init(masterID: masterID, releaseID: releaseID)
  }

  private static func isUppercase(_ character: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
  }

  private static func isAlphanumeric(_ character: UInt8) -> Bool {
    switch character | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
  }
}

extension ObjectName: CustomStringConvertible {
  /// 41 characters.
  public var description: String { "\(masterID)-\(releaseID)" }
}
