public import SomaCrypto

/// What is put on a host.
public struct ObjectUpload: Sendable {
  /// Under which name.
  public var name: ObjectName

  /// The bytes. They may be made as they leave.
  public var source: any ByteSource

  /// BLAKE2b-256 of the bytes.
  public var digest: Bytes32

  /// Describes an upload.
  public init(name: ObjectName, source: any ByteSource, digest: Bytes32) {
    self.name = name
    self.source = source
    self.digest = digest
  }

  /// Describes an upload of a few bytes, such as a packet.
  public init(name: ObjectName, bytes: [UInt8]) {
    self.init(
      name: name, source: ByteArraySource(bytes), digest: Blake2b256.hash(bytes))
  }

  /// Length in bytes.
  public var size: UInt64 { source.size }

  /// Every object is opaque to its host.
  public static let contentType = "application/octet-stream"
}

/// What may be done about an object that is there already.
public enum PutMode: Equatable, Sendable {
  /// Nothing: it stays. The rule; a packet is never replaced.
  case createOnly
  /// It is replaced, because a probe has shown that it is damaged.
  case replace
}

/// What became of an upload.
public enum PutOutcome: Equatable, Sendable {
  /// The host says that it has the bytes. Only a probe shows that they are served.
  case stored
  /// An object of this name was there and was left alone. Its content is for a probe to judge.
  case existed(StoredObject)
}

/// What a host says about an object, without its bytes.
public struct StoredObject: Equatable, Sendable {
  /// Its name.
  public var name: ObjectName
  /// Length in bytes; `nil` when the host does not say.
  public var size: UInt64?
  /// The digest that was recorded with it on upload; `nil` where hosts keep none. It says what was
  /// meant, not what is there.
  public var recordedDigest: Bytes32?
  /// Seconds since 1970 when it was last written; `nil` when the host does not say.
  public var modified: Int64?

  /// Describes an object.
  public init(
    name: ObjectName, size: UInt64?, recordedDigest: Bytes32? = nil, modified: Int64? = nil
  ) {
    self.name = name
    self.size = size
    self.recordedDigest = recordedDigest
    self.modified = modified
  }
}
