import COpenSSL

extension SHA256 {
  /// Hashes bytes that come piece by piece.
  public struct Hasher: ~Copyable {
    private let context: OpaquePointer

    /// Begins.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)``.
    public init() throws(CryptoError) {
      guard let context = EVP_MD_CTX_new() else { throw .libraryFailed("EVP_MD_CTX_new") }
      guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
        EVP_MD_CTX_free(context)
        throw .libraryFailed("EVP_DigestInit_ex")
      }
      self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)``.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) throws(CryptoError) {
      guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
        throw .libraryFailed("EVP_DigestUpdate")
      }
    }

    /// The hash of everything taken.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)``.
    public consuming func finalize() throws(CryptoError) -> Bytes32 {
      var status: Int32 = 0
      let digest = Bytes32 { output in
        status = EVP_DigestFinal_ex(
          context, output.bindMemory(to: UInt8.self).baseAddress, nil)
      }
      guard status == 1 else { throw .libraryFailed("EVP_DigestFinal_ex") }
      return digest
    }
  }
}
