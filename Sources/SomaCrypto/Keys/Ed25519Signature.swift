/// A 64-byte Ed25519 signature, R then S (RFC 8032 5.1.6).
public struct Ed25519Signature: Hashable, Sendable {
  /// Length in bytes.
  public static let byteCount = 64

  private let pointR: Bytes32
  private let scalarS: Bytes32

  /// Copies 64 bytes.
  ///
  /// - Precondition: `buffer` has 64 bytes.
  public init(copying buffer: UnsafeRawBufferPointer) {
    precondition(buffer.count == Self.byteCount, "64 bytes expected")
    pointR = Bytes32(copying: UnsafeRawBufferPointer(rebasing: buffer[..<32]))
    scalarS = Bytes32(copying: UnsafeRawBufferPointer(rebasing: buffer[32...]))
  }

  /// Copies 64 bytes.
  ///
  /// - Returns: `nil` when `bytes` has another length.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self = bytes.withUnsafeBytes { Ed25519Signature(copying: $0) }
  }

  /// The 64 bytes.
  public var bytes: [UInt8] { pointR.bytes + scalarS.bytes }
}
