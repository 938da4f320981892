import COpenSSL

/// AES-256 in counter mode from an all-zero counter block, as SOMA encrypts weights.
///
/// The whole 16-byte block counts, big-endian. Decrypting is the same as encrypting. There is no
/// nonce and no authentication: one key must never see two different plaintexts.
public struct AES256CTR: ~Copyable {
  /// Length of a key in bytes.
  public static let keyByteCount = 32
  private static let blockSize: UInt64 = 16

  private let context: OpaquePointer

  /// Starts at a position of the stream.
  ///
  /// - Parameters:
  ///   - key: 32 bytes.
  ///   - offset: Position in bytes from the start of the file, any number.
  /// - Throws: ``CryptoError/wrongSecretLength(expected:actual:)``, or
  ///   ``CryptoError/libraryFailed(_:)``.
  public init(key: borrowing SecretBytes, offset: UInt64 = 0) throws(CryptoError) {
    guard key.count == Self.keyByteCount else {
      throw .wrongSecretLength(expected: Self.keyByteCount, actual: key.count)
    }
    guard let context = EVP_CIPHER_CTX_new() else { throw .libraryFailed("EVP_CIPHER_CTX_new") }
    let status = key.withPointer {
      EVP_EncryptInit_ex2(context, EVP_aes_256_ctr(), $0, Self.counterBlock(at: offset), nil)
    }
    guard status == 1, Self.skip(offset % Self.blockSize, context) else {
      EVP_CIPHER_CTX_free(context)
      throw .libraryFailed("EVP_EncryptInit_ex2")
    }
    self.context = context
  }

  deinit { EVP_CIPHER_CTX_free(context) }  // wipes the key schedule

  /// Moves to another position of the stream.
  ///
  /// - Parameter offset: Position in bytes from the start of the file.
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public mutating func seek(to offset: UInt64) throws(CryptoError) {
    let status = EVP_EncryptInit_ex2(context, nil, nil, Self.counterBlock(at: offset), nil)
    guard status == 1, Self.skip(offset % Self.blockSize, context) else {
      throw .libraryFailed("EVP_EncryptInit_ex2")
    }
  }

  /// Encrypts or decrypts the next bytes of the stream.
  ///
  /// - Parameters:
  ///   - input: The bytes.
  ///   - output: Where they go; at least as long, and either `input` itself or apart from it.
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  public mutating func process(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CryptoError) {
    precondition(output.count >= input.count, "the output is shorter than the input")
    guard var source = input.bindMemory(to: UInt8.self).baseAddress,
      var target = output.bindMemory(to: UInt8.self).baseAddress
    else { return }
    var left = input.count
    while left > 0 {
      let count = Int32(min(left, 1 << 30))  // the C function counts in `int`
      var written: Int32 = 0
      guard EVP_EncryptUpdate(context, target, &written, source, count) == 1, written == count
      else { throw .libraryFailed("EVP_EncryptUpdate") }
      source += Int(count)
      target += Int(count)
      left -= Int(count)
    }
  }

  /// Encrypts or decrypts bytes in memory, from a position of the stream.
  ///
  /// - Throws: As ``init(key:offset:)``.
  public static func process(
    _ bytes: [UInt8], key: borrowing SecretBytes, offset: UInt64 = 0
  ) throws(CryptoError) -> [UInt8] {
    var cipher = try AES256CTR(key: key, offset: offset)
    var output = bytes
    var failure: CryptoError?
    output.withUnsafeMutableBytes { buffer in
      do throws(CryptoError) {
        try cipher.process(UnsafeRawBufferPointer(buffer), into: buffer)
      } catch { failure = error }
    }
    if let failure { throw failure }
    return output
  }

  private static func counterBlock(at offset: UInt64) -> [UInt8] {
    let counter = (offset / blockSize).bigEndian
    return [UInt8](repeating: 0, count: 8) + withUnsafeBytes(of: counter) { Array($0) }
  }

  /// Uses up the first bytes of a block.
  private static func skip(_ count: UInt64, _ context: OpaquePointer) -> Bool {
    let ignored = [UInt8](repeating: 0, count: Int(count))
    var output = ignored
    var written: Int32 = 0
    return count == 0 || EVP_EncryptUpdate(context, &output, &written, ignored, Int32(count)) == 1
  }
}
