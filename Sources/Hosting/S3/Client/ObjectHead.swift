import HTTPSyntax
import SomaCrypto

/// What a service shows of an object without its bytes.
struct ObjectHead: Equatable, Sendable {
  /// The metadata in which we keep the BLAKE2b-256 of an object, in hex.
  static let checksumHeader = "x-amz-meta-steward-blake2b-256"

  /// Length in bytes.
  var size: UInt64

  /// What we noted when we put it there; `nil` for objects that others put there.
  var checksum: Bytes32?

  /// When it was last put there, in seconds since 1970; `nil` when the service does not say.
  var modified: Int64?

  init(size: UInt64, checksum: Bytes32? = nil, modified: Int64? = nil) {
    self.size = size
    self.checksum = checksum
    self.modified = modified
  }

  /// Reads the head of an answer.
  ///
  /// - Returns: `nil` when there is no length.
  init?(_ head: ResponseHead) {
    guard let size = head.headers["Content-Length"].flatMap({ UInt64($0) }) else { return nil }
    self.size = size
    checksum = head.headers[Self.checksumHeader].flatMap { try? Hex.decode($0) }
      .flatMap { Bytes32($0) }
    modified = head.headers["Last-Modified"].flatMap { HTTPDate($0)?.unixSeconds }
  }
}
