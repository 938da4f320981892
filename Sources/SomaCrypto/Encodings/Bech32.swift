/// Bech32 (BIP-173), as SOMA writes secret keys: a prefix, the digit 1, five bits per character and
/// a checksum of six characters.
///
/// Texts are read from and written to guarded memory. Bech32m (BIP-350) is refused.
public enum Bech32 {
  /// Length of the longest text in characters.
  public static let maximumCount = 90

  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let checksumCount = 6
  private static let separator = UInt8(ascii: "1")

  /// Reads a text, all lower case or all upper case. Any bytes may be given.
  ///
  /// - Parameters:
  ///   - text: The text and nothing else, not even a newline.
  ///   - prefix: What must stand before the separator, in lower case.
  /// - Returns: The payload, without prefix and checksum.
  /// - Throws: ``EncodingError``: `tooLong`, `invalidCharacter`, `mixedCase`, `missingSeparator`,
  ///   `wrongPrefix`, `bech32m`, `checksumMismatch`, or `invalidPadding` for stray bits at the
  ///   end; ``CryptoError/noGuardedMemory``.
  public static func decode(
    _ text: UnsafeRawBufferPointer, prefix: String
  ) throws -> SecretBytes {
    let start = try dataStart(of: text, prefix: prefix)
    var checksum = Checksum(prefix: prefix)
    for position in start..<text.count {
      guard let value = value(of: text[position]) else {
        throw EncodingError.invalidCharacter(at: position)
      }
      checksum.absorb(value)
    }
    switch checksum.state {
    case Checksum.bech32: break
    case Checksum.bech32m: throw EncodingError.bech32m
    default: throw EncodingError.checksumMismatch
    }
    let data = UnsafeRawBufferPointer(rebasing: text[start..<text.count - checksumCount])
    return try SecretBytes(count: data.count * 5 / 8) { try regroup(data, into: $0) }
  }

  /// Reads a text in guarded memory.
  ///
  /// - Throws: As the other `decode`.
  public static func decode(
    _ text: borrowing SecretBytes, prefix: String
  ) throws -> SecretBytes {
    try text.withUnsafeBytes { try decode($0, prefix: prefix) }
  }

  /// Writes a payload in lower case, for one display: a `String` is not guarded.
  ///
  /// - Throws: As ``guardedText(of:prefix:)``.
  public static func encode(_ payload: borrowing SecretBytes, prefix: String) throws -> String {
    try guardedText(of: payload, prefix: prefix)
      .withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a payload in lower case.
  ///
  /// - Throws: ``EncodingError/tooLong(maximum:actual:)`` for more than ``maximumCount``
  ///   characters; ``CryptoError/noGuardedMemory``.
  public static func guardedText(
    of payload: borrowing SecretBytes, prefix: String
  ) throws -> SecretBytes {
    let dataCount = (payload.count * 8 + 4) / 5
    let count = prefix.utf8.count + 1 + dataCount + checksumCount
    guard count <= maximumCount else {
      throw EncodingError.tooLong(maximum: maximumCount, actual: count)
    }
    return try SecretBytes(count: count) { text in
      var checksum = Checksum(prefix: prefix)
      text.copyBytes(from: prefix.utf8 + [separator])
      var position = prefix.utf8.count + 1
      func append(_ value: UInt8) {
        text[position] = alphabet[Int(value)]
        position += 1
      }
      payload.withUnsafeBytes { bytes in
        for index in 0..<dataCount {
          let value = fiveBits(of: bytes, at: index * 5)
          checksum.absorb(value)
          append(value)
        }
      }
      let rest = checksum.finish(count: checksumCount)
      for index in (0..<checksumCount).reversed() {
        append(UInt8(truncatingIfNeeded: rest >> UInt32(5 * index)) & 31)
      }
    }
  }
}

extension Bech32 {
  /// Checks everything but the data characters, and finds the first of those.
  private static func dataStart(
    of text: UnsafeRawBufferPointer, prefix: String
  ) throws(EncodingError) -> Int {
    guard text.count <= maximumCount else {
      throw .tooLong(maximum: maximumCount, actual: text.count)
    }
    // BIP-173: US-ASCII from 33 to 126.
    if let position = text.firstIndex(where: { !(33...126).contains($0) }) {
      throw .invalidCharacter(at: position)
    }
    guard !(text.contains(where: isLower) && text.contains(where: isUpper)) else {
      throw .mixedCase
    }
    // The expected prefix first: a stray `1` behind it is a mistyped character, not a separator.
    let start = prefix.utf8.count + 1
    if text.prefix(start).map(lowercased).elementsEqual(prefix.utf8 + [separator]) {
      guard text.count >= start + checksumCount else { throw .missingSeparator }
      return start
    }
    guard let last = text.lastIndex(of: separator), last > 0, text.count - last > checksumCount
    else { throw .missingSeparator }
    throw .wrongPrefix(expected: prefix)
  }

  private static func isLower(_ character: UInt8) -> Bool { (97...122).contains(character) }

  private static func isUpper(_ character: UInt8) -> Bool { (65...90).contains(character) }

  private static func lowercased(_ character: UInt8) -> UInt8 {
    isUpper(character) ? character + 32 : character
  }

  private static func value(of character: UInt8) -> UInt8? {
    alphabet.firstIndex(of: lowercased(character)).map(UInt8.init)
  }

  /// Five bits from bit `start` on, most significant first; zeros behind the end.
  private static func fiveBits(of bytes: UnsafeRawBufferPointer, at start: Int) -> UInt8 {
    let high = UInt16(bytes[start / 8])
    let low = start / 8 + 1 < bytes.count ? UInt16(bytes[start / 8 + 1]) : 0
    return UInt8(truncatingIfNeeded: (high << 8 | low) >> UInt16(11 - start % 8)) & 31
  }

  /// Packs data characters, five bits each, into bytes. Fewer than five zero bits may be left over.
  private static func regroup(
    _ data: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer
  ) throws(EncodingError) {
    var pending: UInt32 = 0
    var pendingBits = 0
    var next = 0
    for (position, character) in data.enumerated() {
      guard let value = value(of: character) else { throw .invalidCharacter(at: position) }
      pending = (pending << 5 | UInt32(value)) & 0xfff
      pendingBits += 5
      guard pendingBits >= 8 else { continue }
      pendingBits -= 8
      bytes[next] = UInt8(truncatingIfNeeded: pending >> UInt32(pendingBits))
      next += 1
    }
    guard pendingBits < 5, pending & (1 << UInt32(pendingBits) - 1) == 0 else {
      throw .invalidPadding
    }
  }
}
