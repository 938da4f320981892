public import BCS
public import SomaCrypto

/// What a full pass over an open file found: its length, its digest, and a tag for each chunk.
///
/// The digest feeds the key of a release. The tags let ``WeightsSealer`` prove of every chunk that it
/// is still what was digested, before it is encrypted: they are AES-GMAC under a random key of the
/// pass, so nobody can prepare another chunk with the same tag. Whoever can read the tags could, so
/// they are for private state, not for publication.
public struct ContentDigest: Equatable, Sendable {
  /// Length of a chunk in bytes; the last may be shorter.
  public static let chunkSize = ChunkPipeline.chunkSize

  /// Length of the content in bytes.
  public let size: UInt64

  /// BLAKE2b-256 of the content.
  public let digest: Bytes32

  /// The random key of the tags.
  let tagKey: Bytes32

  /// The tag of each chunk, in order.
  let tags: [AES256GMAC.Tag]

  init?(size: UInt64, digest: Bytes32, tagKey: Bytes32, tags: [AES256GMAC.Tag]) {
    guard UInt64(tags.count) == Self.chunkCount(of: size) else { return nil }
    self.size = size
    self.digest = digest
    self.tagKey = tagKey
    self.tags = tags
  }

  /// How many chunks so many bytes make.
  static func chunkCount(of size: UInt64) -> UInt64 {
    size / UInt64(chunkSize) + (size.isMultiple(of: UInt64(chunkSize)) ? 0 : 1)
  }

  /// The bytes that make up a chunk of the content.
  func chunk(_ index: UInt64) -> Range<UInt64> {
    let start = index * UInt64(Self.chunkSize)
    return start..<min(start + UInt64(Self.chunkSize), size)
  }
}

extension ContentDigest {
  /// Reads all of a file and takes its digest. Blocks; memory does not grow with the file.
  ///
  /// - Parameters:
  ///   - file: The file. Only what is read through this descriptor may be encrypted afterwards.
  ///   - header: When given, the numbers are checked on the way: ``WeightsCheck/full``.
  ///   - progress: Called on this thread with the number of bytes done; what it throws ends the pass.
  /// - Throws: ``SealingError/shrank(_:size:at:)``, ``SealingError/grew(_:size:)``, and
  ///   ``SealingError/changedDuringDigest(_:)``; ``ArchitectureError``; ``FileError``;
  ///   `CryptoError`; `CancellationError`.
  public init(
    of file: OpenFile, scanning header: SafetensorsHeader? = nil,
    progress: (UInt64) throws -> Void = { _ in }
  ) throws {
    try self.init(
      of: file, scanning: header, overlapping: ChunkPipeline.hasCores, progress: progress)
  }

  package init(
    of file: OpenFile, scanning header: SafetensorsHeader?, overlapping: Bool,
    progress: (UInt64) throws -> Void
  ) throws {
    var generator = SystemRandomNumberGenerator()
    let tagKey = Bytes32 { bytes in
      for index in bytes.indices { bytes[index] = generator.next() }
    }
    var hasher = Blake2b256()
    var tags: [AES256GMAC.Tag] = []
    var done: UInt64 = 0
    try ChunkPipeline.run(overlapping: overlapping) {
      try DigestingProducer(file: file, tagKey: tagKey, scan: header.map(FiniteScan.init))
    } consume: { bytes, chunk in
      hasher.update(bytes)
      if let tag = chunk.tag { tags.append(tag) }
      done += UInt64(chunk.count)
      try progress(done)
    }
    let identity = try file.currentIdentity()
    // A rename touches the time of the last change, but neither of these.
    guard identity.size == file.size, identity.modified == file.identity.modified else {
      throw SealingError.changedDuringDigest(file.path)
    }
    self.size = file.size
    digest = hasher.finalize()
    self.tagKey = tagKey
    self.tags = tags
  }
}

extension ContentDigest: BCSCodable {
  /// Reads size, digest, tag key and tags.
  ///
  /// - Throws: `BCSError`, also when the tags are not as many as the size asks for.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let size: UInt64 = try reader.readInteger()
    let digest = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
    let tagKey = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
    let tags = try reader.readSequence { (reader) throws(BCSError) in
      try reader.readBytes(count: AES256GMAC.tagByteCount) { bytes in
        AES256GMAC.Tag { $0.copyMemory(from: bytes) }
      }
    }
    guard let content = Self(size: size, digest: digest, tagKey: tagKey, tags: tags) else {
      throw BCSError(
        .invalidValue(
          type: "ContentDigest", reason: "\(tags.count) tags do not fit \(size) bytes"), at: start)
    }
    self = content
  }

  /// Writes size, digest, tag key and tags.
  public func encode(to writer: inout BCSWriter) {
    writer.write(size)
    writer.writeFixed(digest.bytes)
    writer.writeFixed(tagKey.bytes)
    writer.writeSequence(tags) { writer, tag in
      tag.withUnsafeBytes { writer.writeFixed($0) }
    }
  }
}

extension ContentDigest: CustomStringConvertible {
  /// Digest and size; never the key of the tags.
  public var description: String { "\(digest) (\(size) bytes)" }
}
