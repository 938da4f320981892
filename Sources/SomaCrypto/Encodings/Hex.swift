/// Base16, lower case when written, either case when read.
public enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two lower-case digits for each byte.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
      var index = 0
      for byte in bytes {
        buffer[index] = digits[Int(byte >> 4)]
        buffer[index + 1] = digits[Int(byte & 15)]
        index += 2
      }
      return index
    }
  }

  /// The value of one digit, or `nil` for anything that is not one.
  public static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Reads pairs of digits, without any prefix.
  ///
  /// - Throws: ``EncodingError/oddDigitCount(_:)``, ``EncodingError/invalidCharacter(at:)``.
  public static func decode(_ text: some StringProtocol) throws(EncodingError) -> [UInt8] {
    let digits = text.utf8
    guard digits.count.isMultiple(of: 2) else { throw .oddDigitCount(digits.count) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for (position, digit) in digits.enumerated() {
      guard let value = value(of: digit) else { throw .invalidCharacter(at: position) }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  /// Reads pairs of digits, without any prefix, from and into guarded memory.
  ///
  /// - Throws: As ``decode(_:)``; ``CryptoError/noGuardedMemory``.
  public static func decodeSecret(_ digits: UnsafeRawBufferPointer) throws -> SecretBytes {
    if let position = digits.firstIndex(where: { value(of: $0) == nil }) {
      throw EncodingError.invalidCharacter(at: position)
    }
    guard digits.count.isMultiple(of: 2) else { throw EncodingError.oddDigitCount(digits.count) }
    return try SecretBytes(count: digits.count / 2) { bytes in
      for index in bytes.indices {
        guard let high = value(of: digits[2 * index]), let low = value(of: digits[2 * index + 1])
        else { return }  // cannot be: every digit was looked at above
        bytes[index] = high << 4 | low
      }
    }
  }
}
