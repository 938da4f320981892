import COpenSSL

/// Tags of numbered messages: AES-256-GCM over associated data alone (NIST SP 800-38D 6.4).
///
/// The number is the 96-bit nonce, big-endian, so under one key every number must stand for one
/// message only; telling whether *that* message is still the same is what a tag is for.
public struct AES256GMAC: ~Copyable {
  /// Length of a tag in bytes.
  public static let tagByteCount = 16

  /// A tag: 16 bytes, in memory order.
  public struct Tag: Hashable, Sendable {
    private let words: (UInt64, UInt64)

    /// Creates a tag by writing it in place.
    ///
    /// - Parameter fill: Writes into 16 bytes that are zero at first.
    public init(filling fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
      var filled: (UInt64, UInt64) = (0, 0)
      try Swift.withUnsafeMutableBytes(of: &filled, fill)
      words = filled
    }

    /// Lends the bytes.
    public func withUnsafeBytes<Result>(
      _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
      try Swift.withUnsafeBytes(of: words, body)
    }

    /// Equal when all bytes are. Not constant-time: for tags that nobody has to guess.
    public static func == (left: Tag, right: Tag) -> Bool { left.words == right.words }

    /// Feeds the bytes to `hasher`.
    public func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  private let context: OpaquePointer

  /// Starts under a key.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public init(key: Bytes32) throws(CryptoError) {
    guard let context = EVP_CIPHER_CTX_new() else { throw .libraryFailed("EVP_CIPHER_CTX_new") }
    let status = key.withUnsafeBytes { bytes in
      EVP_EncryptInit_ex2(
        context, EVP_aes_256_gcm(), bytes.bindMemory(to: UInt8.self).baseAddress, nil, nil)
    }
    guard status == 1 else {
      EVP_CIPHER_CTX_free(context)
      throw .libraryFailed("EVP_EncryptInit_ex2")
    }
    self.context = context
  }

  deinit { EVP_CIPHER_CTX_free(context) }  // wipes the key schedule

  /// The tag of a message.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public mutating func tag(
    of message: UnsafeRawBufferPointer, number: UInt64
  ) throws(CryptoError) -> Tag {
    let nonce = [UInt8](repeating: 0, count: 4) + withUnsafeBytes(of: number.bigEndian, Array.init)
    guard EVP_EncryptInit_ex2(context, nil, nil, nonce, nil) == 1 else {
      throw .libraryFailed("EVP_EncryptInit_ex2")
    }
    var source = message.bindMemory(to: UInt8.self).baseAddress
    var left = message.count
    var written: Int32 = 0
    while left > 0 {
      let count = Int32(min(left, 1 << 30))  // the C function counts in `int`
      guard EVP_EncryptUpdate(context, nil, &written, source, count) == 1 else {
        throw .libraryFailed("EVP_EncryptUpdate")
      }
      source = source.map { $0 + Int(count) }
      left -= Int(count)
    }
    var unused: UInt8 = 0  // nothing is encrypted, so nothing is written
    guard EVP_EncryptFinal_ex(context, &unused, &written) == 1 else {
      throw .libraryFailed("EVP_EncryptFinal_ex")
    }
    var status: Int32 = 0
    let tag = Tag {
      status = EVP_CIPHER_CTX_ctrl(
        context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagByteCount), $0.baseAddress)
    }
    guard status == 1 else { throw .libraryFailed("EVP_CIPHER_CTX_ctrl") }
    return tag
  }
}
