import Foundation

/// The spelling of `grpc-message`: everything but printable ASCII, and the percent sign, is escaped.
func percentEncoded(_ text: String) -> String {
  text.utf8.map { byte in
    (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "%")
      ? String(Unicode.Scalar(byte)) : "%" + String(format: "%02X", byte)
  }.joined()
}

/// The spelling of `-bin` headers that tonic uses: Base64 without padding.
func base64(_ bytes: [UInt8]) -> String {
  String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
}
