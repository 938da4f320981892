/// The name of a model at its first apply, which its keys are derived from and which never changes.
///
/// Grammar: `[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?`.
public struct KeyName: Hashable, Sendable {
  /// The name.
  public let text: String

  /// Takes a name.
  ///
  /// - Returns: `nil` unless it follows the grammar.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63,
      first != UInt8(ascii: "-"), last != UInt8(ascii: "-"),
      bytes.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      })
    else { return nil }
    self.text = text
  }
}

extension KeyName: CustomStringConvertible {
  /// The name.
  public var description: String { text }
}
