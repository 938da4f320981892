import COpenSSL

/// HMAC (RFC 2104) over SHA-256.
public enum HMACSHA256 {
  /// A code that may be shown, such as a signature.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public static func code(
    key: borrowing SecretBytes, message: [UInt8]
  ) throws(CryptoError) -> Bytes32 {
    var isDone = false
    let code = Bytes32 { isDone = write(key: key, message: message, into: $0) }
    guard isDone else { throw .libraryFailed("HMAC") }
    return code
  }

  /// A code that is a key in its turn.
  ///
  /// - Returns: 32 bytes.
  /// - Throws: ``CryptoError``.
  public static func derive(
    key: borrowing SecretBytes, message: [UInt8]
  ) throws -> SecretBytes {
    try SecretBytes(count: Bytes32.count) { output in
      guard write(key: key, message: message, into: output) else {
        throw CryptoError.libraryFailed("HMAC")
      }
    }
  }

  private static func write(
    key: borrowing SecretBytes, message: [UInt8], into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let result = key.withPointer {
      HMAC(
        EVP_sha256(), $0, Int32(key.count), message, message.count,
        output.bindMemory(to: UInt8.self).baseAddress, nil)
    }
    return result != nil
  }
}
