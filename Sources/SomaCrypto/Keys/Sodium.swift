import CSodium

/// libsodium, started once per process.
enum Sodium {
  private static let isReady = sodium_init() >= 0

  /// Starts libsodium; cheap when it already runs. Every use of it comes after this.
  ///
  /// - Throws: ``CryptoError/libraryFailed(_:)``.
  static func start() throws(CryptoError) {
    guard isReady else { throw .libraryFailed("sodium_init") }
  }

  /// Starts libsodium where nothing can be thrown.
  static func require() {
    precondition(isReady, "libsodium does not start: no source of randomness")
  }

  /// Wipes an ordinary buffer, in a way that the optimiser keeps.
  static func wipe(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let start = buffer.baseAddress else { return }
    sodium_memzero(start, buffer.count)
  }
}

/// Wipes an array that held a secret for one call.
public func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { Sodium.wipe($0) }
}
