/// Base58 with the Bitcoin alphabet and without a checksum, as SOMA writes digests and AES keys.
public enum Base58 {
  static let alphabet = Array(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

  /// Value of each ASCII character, or 0xff outside the alphabet.
  static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// Writes `bytes`; each leading zero byte becomes a `1`. Time grows with the square of the count.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var digits: [UInt8] = []  // base 58, least significant first
    for byte in bytes {
      var carry = Int(byte)
      for index in digits.indices {
        carry += Int(digits[index]) << 8
        digits[index] = UInt8(carry % 58)
        carry /= 58
      }
      while carry > 0 {
        digits.append(UInt8(carry % 58))
        carry /= 58
      }
    }
    let zeros = bytes.prefix { $0 == 0 }.count
    let characters =
      [UInt8](repeating: alphabet[0], count: zeros) + digits.reversed().map { alphabet[Int($0)] }
    return String(decoding: characters, as: UTF8.self)
  }

  /// Writes 32 bytes.
  public static func encode(_ bytes: Bytes32) -> String {
    bytes.withUnsafeBytes { encode($0) }
  }

  /// Reads a text that stands for exactly `count` bytes.
  ///
  /// - Throws: ``EncodingError/tooLong(maximum:actual:)`` before any work when the text cannot
  ///   have that length, ``EncodingError/invalidCharacter(at:)``, or
  ///   ``EncodingError/wrongByteCount(expected:actual:)``.
  public static func decode(
    _ text: some StringProtocol, count: Int
  ) throws(EncodingError) -> [UInt8] {
    let characters = text.utf8
    let maximum = count * 138 / 100 + 1  // log 256 / log 58 = 1.365…
    guard characters.count <= maximum else {
      throw .tooLong(maximum: maximum, actual: characters.count)
    }
    var bytes: [UInt8] = []  // base 256, least significant first
    for (position, character) in characters.enumerated() {
      let value = values[Int(character)]
      guard value != 0xff else { throw .invalidCharacter(at: position) }
      var carry = Int(value)
      for index in bytes.indices {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      if carry > 0 { bytes.append(UInt8(carry)) }
    }
    let zeros = characters.prefix { $0 == alphabet[0] }.count
    guard zeros + bytes.count == count else {
      throw .wrongByteCount(expected: count, actual: zeros + bytes.count)
    }
    return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
  }

  /// Reads a text that stands for 32 bytes.
  ///
  /// - Throws: As ``decode(_:count:)``.
  public static func decode32(_ text: some StringProtocol) throws(EncodingError) -> Bytes32 {
    let bytes = try decode(text, count: Bytes32.count)
    return Bytes32 { $0.copyBytes(from: bytes) }
  }
}
