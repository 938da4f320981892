/// The name of an object on a host: that of sealed weights, or of a reveal packet beside them.
///
///     weights = master "-" release          master  = 8 hex digits
///     packet  = weights "." embedding       release = 32 hex digits
///               ".packet"                   embedding = 16 hex digits
///
/// Hex digits are in lower case. Nothing else on a host has such a name, so a host that is asked for
/// one cannot be made to touch anything else. The name is the same in a URL, an S3 key and a file
/// system.
public struct ObjectName: Hashable, Sendable {
  /// The name.
  public let text: String

  /// Reads a name.
  ///
  /// - Returns: `nil` unless it has exactly the form of one.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let ids = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ids.count == 2, Self.isHex(ids[0], 8), Self.isHex(ids[1], 32) else { return nil }
    guard parts.count == 1 || parts.count == 3 && Self.isHex(parts[1], 16) && parts[2] == "packet"
    else { return nil }
    self.text = text
  }

  /// Finds the name that a file or key begins with, whatever follows it.
  ///
  /// - Returns: `nil` when it begins with none.
  public init?(beginning text: some StringProtocol) {
    self.init(String(text.prefix(41)))
  }

  /// The master that its key comes from: 8 hex digits.
  public var masterID: String { String(text.prefix(8)) }

  /// Whether it is a packet.
  public var isPacket: Bool { text.utf8.count > 41 }

  /// The name of the weights; of a packet, those that it is for.
  public var weights: ObjectName { ObjectName(beginning: text) ?? self }

  private static func isHex(_ text: Substring, _ count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

extension ObjectName: CustomStringConvertible, Comparable {
  /// The name.
  public var description: String { text }

  /// In the order of the texts.
  public static func < (left: ObjectName, right: ObjectName) -> Bool { left.text < right.text }
}
