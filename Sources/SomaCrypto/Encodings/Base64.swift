import CSodium

/// Base64 with the standard alphabet (RFC 4648 4), padded, and with one text for every value:
/// missing or superfluous padding and stray bits are refused, and so is white space.
public enum Base64 {
  private static let padding = UInt8(ascii: "=")

  /// Writes public bytes.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    Sodium.require()
    let bytes = Array(bytes)
    var text = [CChar](
      repeating: 0,  // a terminator too
      count: sodium_base64_encoded_len(bytes.count, sodium_base64_VARIANT_ORIGINAL))
    // Cannot fail: the buffer has the length that the library asked for.
    _ = sodium_bin2base64(
      &text, text.count, bytes, bytes.count, sodium_base64_VARIANT_ORIGINAL)
    return String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Reads public bytes.
  ///
  /// - Throws: ``EncodingError/invalidCharacter(at:)``, ``EncodingError/invalidPadding``.
  public static func decode(_ text: some StringProtocol) throws(EncodingError) -> [UInt8] {
    let text = Array(text.utf8)
    var bytes = [UInt8](repeating: 0, count: try byteCount(of: text))
    try decode(text.map(CChar.init(bitPattern:)), text.count, into: &bytes, bytes.count)
    return bytes
  }

  /// Reads secret bytes from guarded memory. Any bytes may be given.
  ///
  /// - Throws: As ``decode(_:)``; ``CryptoError/noGuardedMemory``.
  public static func decodeSecret(_ text: UnsafeRawBufferPointer) throws -> SecretBytes {
    try SecretBytes(count: byteCount(of: text)) { bytes in
      let digits = text.assumingMemoryBound(to: CChar.self)
      guard let output = bytes.bindMemory(to: UInt8.self).baseAddress,
        let input = digits.baseAddress
      else { return }  // no text, no bytes
      try decode(input, digits.count, into: output, bytes.count)
    }
  }

  /// The number of bytes that a text stands for, if its padding is right.
  private static func byteCount(
    of text: some RandomAccessCollection<UInt8>
  ) throws(EncodingError) -> Int {
    let digits = text.count - text.reversed().prefix { $0 == padding }.count
    for (position, character) in text.prefix(digits).enumerated() where !isDigit(character) {
      throw .invalidCharacter(at: position)
    }
    return digits * 3 / 4
  }

  private static func isDigit(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Decodes a text whose characters were checked; its padding and stray bits can still be wrong.
  private static func decode(
    _ text: UnsafePointer<CChar>, _ textCount: Int,
    into bytes: UnsafeMutablePointer<UInt8>, _ byteCount: Int
  ) throws(EncodingError) {
    Sodium.require()
    var count = 0
    let result = sodium_base642bin(
      bytes, byteCount, text, textCount, nil, &count, nil, sodium_base64_VARIANT_ORIGINAL)
    guard result == 0, count == byteCount else { throw .invalidPadding }
  }
}
