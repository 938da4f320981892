import SomaCrypto

/// Percent-encoding of paths and queries (RFC 3986, section 2.1).
enum PercentEncoding {
  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  /// Decodes `%` and two hex digits; everything else stands for itself.
  ///
  /// - Parameters:
  ///   - text: The encoded text.
  ///   - maximumByteCount: Longest result, in bytes; longer input is refused before it is decoded
  ///     further.
  /// - Returns: The decoded text.
  /// - Throws: ``ObjectKeyError/badEscape(position:)``, ``ObjectKeyError/tooLong(byteCount:)`` with
  ///   the length of the encoded text, or ``ObjectKeyError/notUTF8``.
  static func decode(
    _ text: some StringProtocol, maximumByteCount: Int
  ) throws(ObjectKeyError) -> String {
    let input = Array(text.utf8)
    guard input.count <= maximumByteCount * 3 else { throw .tooLong(byteCount: input.count) }
    var bytes: [UInt8] = []
    var index = 0
    while index < input.count {
      if input[index] != UInt8(ascii: "%") {
        bytes.append(input[index])
        index += 1
        continue
      }
      guard index + 2 < input.count, let high = Hex.value(of: input[index + 1]),
        let low = Hex.value(of: input[index + 2])
      else { throw .badEscape(position: index + 1) }
      bytes.append(high << 4 | low)
      index += 3
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return decoded
  }

  /// Escapes everything but RFC 3986's unreserved characters and `/`.
  static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) || byte == UInt8(ascii: "/") {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
