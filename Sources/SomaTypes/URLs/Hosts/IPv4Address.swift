/// An IPv4 address. <https://url.spec.whatwg.org/#concept-ipv4-parser>
struct IPv4Address: Equatable, Sendable {
  private let value: UInt32

  /// Reads one to four numbers with dots between them, each decimal, octal (`0…`) or hex (`0x…`);
  /// the last one fills all bytes that are left. One dot may follow.
  init(_ domain: String) throws(CanonicalURLError) {
    var parts = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    guard let last = parts.popLast(), parts.count < 4, var value = Self.number(last),
      value <= UInt32.max >> (8 * parts.count)
    else { throw .invalidIPv4Address }
    for (index, part) in parts.enumerated() {
      guard let byte = Self.number(part), byte <= UInt8.max else { throw .invalidIPv4Address }
      value |= byte << (24 - 8 * index)
    }
    self.value = value
  }

  /// Whether a domain must be an address, because its last label is a number.
  ///
  /// <https://url.spec.whatwg.org/#ends-in-a-number-checker>
  static func isExpected(in domain: String) -> Bool {
    var labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if labels.last?.isEmpty == true { labels.removeLast() }
    guard let last = labels.last, !last.isEmpty else { return false }
    return last.allSatisfy(\.isASCIIDigit) || number(last) != nil || isHugeHex(last)
  }

  /// Reads a number, or `nil` when it is none or needs more than 32 bits.
  private static func number(_ text: Substring.UTF8View) -> UInt32? {
    let (digits, radix) = split(text)
    guard !text.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = byte.hexDigitValue, digit < radix else { return nil }
      value = value * UInt64(radix) + UInt64(digit)
      guard value <= UInt32.max else { return nil }
    }
    return UInt32(value)
  }

  private static func isHugeHex(_ text: Substring.UTF8View) -> Bool {
    let (digits, radix) = split(text)
    return radix == 16 && digits.allSatisfy { $0.hexDigitValue != nil }
  }

  /// Takes off the prefix that gives the radix; nothing after `0x` is zero.
  private static func split(
    _ text: Substring.UTF8View
  ) -> (digits: Substring.UTF8View, radix: UInt8) {
    if text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8) {
      return (text.dropFirst(2), 16)
    }
    if text.count > 1, text.first == UInt8(ascii: "0") { return (text.dropFirst(), 8) }
    return (text, 10)
  }
}

extension IPv4Address: CustomStringConvertible {
  /// Four decimal numbers.
  var description: String {
    [24, 16, 8, 0].map { "\(value >> $0 & 0xff)" }.joined(separator: ".")
  }
}
