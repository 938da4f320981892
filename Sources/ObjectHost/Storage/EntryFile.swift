import NIOCore
import SomaCrypto

/// What a directory remembers of an object beside its file: tag and type, as a small file of its own.
///
/// It counts only for the very file that it was written for. When somebody else puts a file in its
/// place or changes it, the tag is taken anew and the type is the default one.
struct EntryFile: Equatable, Sendable {
  let identity: OpenFile.Identity
  let digest: Bytes32
  let contentType: String

  private static let maximumByteCount = 4096

  /// Its name: any key has one, and no key leads elsewhere with it.
  static func name(of key: ObjectKey) -> String {
    var hasher = Blake2b256()
    hasher.update(key.text)
    return hasher.finalize().description
  }

  /// Lines: format, identity, digest, type.
  var text: String {
    "1\n\(Self.line(identity))\n\(digest)\n\(contentType)\n"
  }

  /// Reads an entry; `nil` when it is not for this file, or is none.
  init?(_ file: OpenFile, for identity: OpenFile.Identity) throws(StorageError) {
    let bytes = try file.read(at: 0, upTo: Self.maximumByteCount)
    let lines = String(buffer: bytes).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 5, lines[0] == "1", lines[1] == Self.line(identity),
      let digest = try? Hex.decode(lines[2]), let digest = Bytes32(digest)
    else { return nil }
    self.identity = identity
    self.digest = digest
    contentType = String(lines[3])
  }

  init(identity: OpenFile.Identity, digest: Bytes32, contentType: String) {
    self.identity = identity
    self.digest = digest
    self.contentType = contentType
  }

  private static func line(_ identity: OpenFile.Identity) -> String {
    "\(identity.inode) \(identity.sizeInBytes) \(identity.modifiedSeconds) "
      + "\(identity.modifiedNanoseconds)"
  }
}
