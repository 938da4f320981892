/// The name that an owner gives to a model, a network, a wallet or a host.
///
/// From 1 to 63 characters: lower-case letters, digits and `-`, with a letter or a digit at both ends. The
/// name of a model at its first apply is part of how its keys are derived, so it must stay typeable.
public struct ResourceName: Hashable, Sendable {
  /// Longest name, in characters.
  public static let maximumCount = 63

  /// The name that is taken when several could be and none is named.
  public static let `default` = ResourceName(unchecked: "default")

  /// The text.
  public let text: String

  /// Takes a name.
  ///
  /// - Returns: `nil` for a text that is no name.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= Self.maximumCount,
      Self.isAlphanumeric(first), Self.isAlphanumeric(last),
      bytes.allSatisfy({ Self.isAlphanumeric($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    self.text = String(text)
  }

  /// Takes a name that is written in the source.
  init(unchecked text: String) { self.text = text }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension ResourceName: Comparable, CustomStringConvertible {
  /// Orders names by their bytes.
  public static func < (left: ResourceName, right: ResourceName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// The text.
  public var description: String { text }
}
