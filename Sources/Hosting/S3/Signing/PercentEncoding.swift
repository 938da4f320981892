import SomaCrypto

/// Percent-encoding as AWS signatures want it: all but the unreserved characters of RFC 3986 2.3, with
/// upper-case digits.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
package enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Encodes the name or the value of a query parameter.
  static func query(_ text: String) -> String { encode(text, keepingSlashes: false) }

  /// Encodes an object's key as the path of a URL; slashes stay, also those that follow each other.
  package static func path(_ key: String) -> String { encode(key, keepingSlashes: true) }

  /// Undoes ``query(_:)``, and takes `+` for a space, as a listing with `encoding-type=url` has it.
  ///
  /// - Returns: `nil` when a `%` is not followed by two digits, or the bytes are not UTF-8.
  static func decode(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.count, let high = Hex.value(of: bytes[index + 1]),
          let low = Hex.value(of: bytes[index + 2])
        else { return nil }
        decoded.append(high << 4 | low)
        index += 3
      case UInt8(ascii: "+"):
        decoded.append(UInt8(ascii: " "))
        index += 1
      case let byte:
        decoded.append(byte)
        index += 1
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func encode(_ text: String, keepingSlashes: Bool) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) || (keepingSlashes && byte == UInt8(ascii: "/")) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }
}
