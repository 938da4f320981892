/// The bytes that a part of a URL cannot hold as they are.
///
/// <https://url.spec.whatwg.org/#percent-encoded-bytes>. All bytes of non-ASCII characters are
/// in every set.
struct PercentEncodeSet: Sendable {
  private let isEncoded: [Bool]  // for each ASCII byte

  /// C0 controls and DEL.
  static let control = PercentEncodeSet(isEncoded: (0..<128).map { $0 < 0x20 || $0 == 0x7f })
  static let fragment = control.adding(" \"<>`")
  static let query = control.adding(" \"#<>")
  static let specialQuery = query.adding("'")
  /// Without `^`, which today's standard adds and the node's library (2.5.8) does not.
  static let path = query.adding("?`{}")
  static let userinfo = path.adding("/:;=@[\\]^|")

  private func adding(_ characters: String) -> PercentEncodeSet {
    var isEncoded = isEncoded
    for byte in characters.utf8 { isEncoded[Int(byte)] = true }
    return PercentEncodeSet(isEncoded: isEncoded)
  }

  /// Writes `bytes`, which are UTF-8, as ASCII.
  func encode(_ bytes: some Sequence<UInt8>) -> String {
    var encoded: [UInt8] = []
    for byte in bytes {
      if byte < 0x80, !isEncoded[Int(byte)] {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(Self.digits[Int(byte >> 4)])
        encoded.append(Self.digits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Replaces each `%` and two hex digits by the byte they stand for; keeps every other `%`.
  ///
  /// <https://url.spec.whatwg.org/#percent-decode>
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first?.hexDigitValue,
        let low = rest.dropFirst().first?.hexDigitValue
      {
        decoded.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }
}
