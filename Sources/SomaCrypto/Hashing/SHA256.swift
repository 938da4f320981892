import COpenSSL

/// SHA-256 (FIPS 180-4).
///
/// SOMA hashes with ``Blake2b256``. This is what storage services ask for.
public enum SHA256 {
  /// Hashes bytes.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public static func hash(_ bytes: UnsafeRawBufferPointer) throws(CryptoError) -> Bytes32 {
    var status: Int32 = 0
    let digest = Bytes32 { output in
      status = EVP_Digest(
        bytes.baseAddress, bytes.count, output.bindMemory(to: UInt8.self).baseAddress, nil,
        EVP_sha256(), nil)
    }
    guard status == 1 else { throw .libraryFailed("EVP_Digest") }
    return digest
  }

  /// Hashes bytes.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public static func hash(_ bytes: [UInt8]) throws(CryptoError) -> Bytes32 {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(CryptoError) in try hash(buffer) }
    }
    return try result.get()
  }
}
