public import SomaCrypto

/// The tag of one version of an object (RFC 9110, section 8.8.3).
public struct EntityTag: Hashable, Sendable {
  /// The tag between its quotes.
  public let opaque: String

  /// Whether the tag came with `W/`: such a tag never matches where bytes matter.
  public let isWeak: Bool

  /// The strong tag of a content.
  ///
  /// - Parameter digest: BLAKE2b-256 of the content.
  public init(_ digest: Bytes32) {
    opaque = digest.description
    isWeak = false
  }

  /// Reads one tag with its quotes; `nil` when it is not one.
  init?(_ text: some StringProtocol) {
    let isWeak = text.utf8.starts(with: "W/".utf8)
    let quoted = Array(text.utf8.dropFirst(isWeak ? 2 : 0))
    let quote = UInt8(ascii: "\"")
    guard quoted.count >= 2, quoted.first == quote, quoted.last == quote else { return nil }
    let opaque = quoted.dropFirst().dropLast()
    guard opaque.allSatisfy({ $0 > 0x20 && $0 != quote && $0 != 0x7f }) else { return nil }
    self.opaque = String(decoding: opaque, as: UTF8.self)
    self.isWeak = isWeak
  }

  /// The tag as it stands in headers, with quotes.
  public var text: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

  /// Strong comparison: both are strong and the same.
  func isSameContent(as other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && opaque == other.opaque
  }

  /// Weak comparison: the same, weak or not.
  func isEquivalent(to other: EntityTag) -> Bool { opaque == other.opaque }
}
