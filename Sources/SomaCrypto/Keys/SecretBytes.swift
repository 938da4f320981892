import CSodium

/// Secret bytes in guarded memory: between guard pages, out of core files, locked where the kernel
/// allows it, and wiped when the owner lets go.
///
/// Noncopyable: one owner at a time, and `"\(secret)"` does not compile. Nothing here prints.
/// A refused `mlock` (see `ulimit -l`) does not fail the allocation.
public struct SecretBytes: ~Copyable, @unchecked Sendable {
  // Sendable: the pointer is written only in `init`, before anyone else can see it, and in
  // `deinit`, after everyone else is gone.
  private let start: UnsafeMutableRawPointer

  /// Length in bytes.
  public let count: Int

  /// Creates a secret by writing it in place.
  ///
  /// - Parameters:
  ///   - count: Length in bytes.
  ///   - fill: Writes the bytes, which are zero at first; the buffer is valid during the call.
  /// - Throws: ``CryptoError/noGuardedMemory``, or what `fill` throws. Nothing leaks either way.
  public init(
    count: Int, filling fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws {
    try Sodium.start()
    // One spare byte, because an allocation of nothing has no address.
    guard let pointer = sodium_malloc(max(count, 1)) else { throw CryptoError.noGuardedMemory }
    let buffer = UnsafeMutableRawBufferPointer(start: pointer, count: count)
    sodium_memzero(pointer, max(count, 1))
    do { try fill(buffer) } catch {
      sodium_free(pointer)
      throw error
    }
    sodium_mprotect_readonly(pointer)
    // Last: the compiler rejects a throw once a noncopyable owns something.
    start = pointer
    self.count = count
  }

  /// Copies bytes that are already in ordinary memory; the caller wipes those.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public init(copying bytes: some Collection<UInt8>) throws {
    try self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Makes random bytes.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public init(randomCount count: Int) throws {
    try self.init(count: count) { buffer in
      if let start = buffer.baseAddress { randombytes_buf(start, buffer.count) }
    }
  }

  deinit { sodium_free(start) }

  /// Lends the bytes to one call. They must not be copied into memory that outlives it.
  public borrowing func withUnsafeBytes<Result: ~Copyable>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Lends the bytes to one C call.
  borrowing func withPointer<Result: ~Copyable>(
    _ body: (UnsafePointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(start.assumingMemoryBound(to: UInt8.self))
  }

  /// A second guarded copy of some of the bytes.
  ///
  /// - Precondition: `range` lies within `0..<count`.
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public borrowing func copy(_ range: Range<Int>) throws -> SecretBytes {
    try withUnsafeBytes { try SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Compares in constant time; only the lengths may show.
  public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
    count == other.count && sodium_memcmp(start, other.start, count) == 0
  }
}
