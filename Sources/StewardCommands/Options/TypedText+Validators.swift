import BCS
import Diagnostics
import SomaCrypto

extension TypedText {
  /// Public bytes of one length, in hex or Base64.
  static func bytes(_ text: String, _ name: String, count: Int) throws -> [UInt8] {
    try read(name) {
      let digits = text.hasPrefix("0x") ? String(text.dropFirst(2)) : text
      let isHex = digits.utf8.count == 2 * count
      let bytes = try isHex ? Hex.decode(digits) : Base64.decode(text)
      guard bytes.count == count else {
        throw EncodingError.wrongByteCount(expected: count, actual: bytes.count)
      }
      return bytes
    }
  }

  /// A multiaddr in the form that the chain wants: the BCS of a string.
  ///
  /// Only the shape is looked at; the node checks the protocols in it.
  static func multiaddr(_ text: String, _ name: String) throws -> [UInt8] {
    try read(name) {
      guard text.hasPrefix("/"), text.split(separator: "/").count >= 2,
        text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
      else {
        throw Diagnostic(
          code: "validator.malformedAddress", summary: "A text is not a multiaddr",
          detail: "It must be parts with `/` before each, without spaces.",
          remedies: ["Write it like /dns/node.example/tcp/8080/http."])
      }
      var writer = BCSWriter()
      writer.write(text)
      return writer.bytes
    }
  }
}
