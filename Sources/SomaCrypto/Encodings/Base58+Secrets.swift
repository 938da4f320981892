extension Base58 {
  /// The longest text that stands for 32 bytes.
  private static let secretTextLimit = 44

  /// Reads a text that stands for 32 secret bytes; the bytes never leave guarded memory.
  ///
  /// - Parameter text: White space around it does not count.
  /// - Returns: 32 bytes.
  /// - Throws: ``EncodingError``, or ``CryptoError/noGuardedMemory``.
  public static func decodeSecret(_ text: UnsafeRawBufferPointer) throws -> SecretBytes {
    let characters = TextWords.trimmed(text)
    guard characters.count <= secretTextLimit else {
      throw EncodingError.tooLong(maximum: secretTextLimit, actual: characters.count)
    }
    let expected = Bytes32.count
    return try SecretBytes(count: expected) { bytes in
      for (position, character) in characters.enumerated() {
        let value = values[Int(character)]
        guard value != 0xff else { throw EncodingError.invalidCharacter(at: position) }
        var carry = Int(value)
        for index in bytes.indices.reversed() {
          carry += Int(bytes[index]) * 58
          bytes[index] = UInt8(truncatingIfNeeded: carry)
          carry >>= 8
        }
        guard carry == 0 else {
          throw EncodingError.wrongByteCount(expected: expected, actual: expected + 1)
        }
      }
      let zeros = characters.prefix { $0 == alphabet[0] }.count
      let leading = bytes.prefix { $0 == 0 }.count
      guard zeros == leading else {
        throw EncodingError.wrongByteCount(
          expected: expected, actual: expected - leading + zeros)
      }
    }
  }

  /// Writes 32 secret bytes as text, in guarded memory.
  ///
  /// - Throws: ``CryptoError``, ``CryptoError/wrongSecretLength(expected:actual:)`` for another length.
  public static func encodeSecret(_ secret: borrowing SecretBytes) throws -> SecretBytes {
    guard secret.count == Bytes32.count else {
      throw CryptoError.wrongSecretLength(expected: Bytes32.count, actual: secret.count)
    }
    var length = 0
    let digits = try SecretBytes(count: secretTextLimit) { digits in
      secret.withUnsafeBytes { bytes in
        for byte in bytes {
          var carry = Int(byte)
          for index in 0..<length {
            carry += Int(digits[index]) << 8
            digits[index] = UInt8(carry % 58)
            carry /= 58
          }
          while carry > 0 {
            digits[length] = UInt8(carry % 58)
            length += 1
            carry /= 58
          }
        }
        // Each zero byte in front is a digit of its own.
        length += bytes.prefix { $0 == 0 }.count
      }
    }
    return try SecretBytes(count: length) { text in
      digits.withUnsafeBytes { digits in
        for index in 0..<length { text[index] = alphabet[Int(digits[length - 1 - index])] }
      }
    }
  }
}
