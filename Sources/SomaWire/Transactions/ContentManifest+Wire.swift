import SomaProto
import SomaTypes

extension ContentManifest {
  /// Reads a manifest of version 1 with metadata of version 1.
  init(_ message: Soma_Rpc_Manifest) throws(WireError) {
    guard case .v1(let manifest)? = message.version else { throw WireError("v1", .missing) }
    self = try inside("v1", manifest, ContentManifest.init(version1:))
  }

  private init(version1 message: Soma_Rpc_ManifestV1) throws(WireError) {
    let url = try Field("url", message.hasURL, message.url).map(CanonicalURL.init(wire:))
    let (checksum, size) = try Field("metadata", message.hasMetadata, message.metadata).map {
      (metadata) throws(WireError) in
      guard case .v1(let facts)? = metadata.version else { throw WireError("v1", .missing) }
      return try inside("v1", facts) { (facts) throws(WireError) in
        (
          try Field("checksum", facts.hasChecksum, facts.checksum).map(Checksum.init(wire:)),
          try Field("size", facts.hasSize, facts.size).value
        )
      }
    }
    self.init(url: url, checksum: checksum, sizeInBytes: size)
  }
}

extension Soma_Rpc_Manifest {
  /// Writes a manifest of version 1.
  init(_ manifest: ContentManifest) {
    self.init()
    v1.url = manifest.url.text
    v1.metadata.v1.checksum = manifest.checksum.bytes.data
    v1.metadata.v1.size = manifest.sizeInBytes
  }
}

extension Soma_Rpc_SubmissionManifest {
  /// Writes the manifest of submitted data.
  init(_ manifest: ContentManifest) {
    self.init()
    self.manifest = Soma_Rpc_Manifest(manifest)
  }
}
