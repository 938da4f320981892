public import SomaCrypto
public import SomaTypes

/// An upload in parts, as far as it is known to have come.
public struct UploadRecord: Equatable, Sendable {
  /// The number of an upload in this state; never given twice.
  public struct ID: Hashable, Sendable {
    let number: Int64
  }

  /// Where it stands.
  public enum State: String, Sendable {
    /// Parts are being sent.
    case begun
    /// The host has put the parts together.
    case completed
    /// It was given up, and the host keeps nothing of it.
    case aborted
  }

  /// What an upload sends, and where.
  public struct Plan: Equatable, Sendable {
    /// The host, as its owner calls it.
    public var host: String
    /// The name of the object there, with its prefix.
    public var object: String
    /// The checksum of the ciphertext.
    public var checksum: Checksum
    /// Length of the ciphertext in bytes.
    public var size: UInt64
    /// Length of every part but the last, in bytes.
    public var partSize: UInt64

    /// Creates a plan.
    public init(
      host: String, object: String, checksum: Checksum, size: UInt64, partSize: UInt64
    ) {
      self.host = host
      self.object = object
      self.checksum = checksum
      self.size = size
      self.partSize = partSize
    }
  }

  /// A part that the host has acknowledged.
  public struct Part: Equatable, Sendable {
    /// Counted from 1.
    public var number: Int
    /// What the host called it.
    public var etag: String
    /// SHA-256 of what was sent.
    public var sha256: Bytes32
    /// Its length in bytes.
    public var size: UInt64

    /// Creates a part.
    public init(number: Int, etag: String, sha256: Bytes32, size: UInt64) {
      self.number = number
      self.etag = etag
      self.sha256 = sha256
      self.size = size
    }
  }

  /// Its number.
  public var id: ID
  /// What it sends, and where.
  public var plan: Plan
  /// The host's name for it; `nil` until the host has said it.
  public var uploadID: String?
  /// Where it stands.
  public var state: State
  /// What the host has acknowledged, by number.
  public var parts: [Part]
  /// When it began.
  public var begunAt: Moment
}
