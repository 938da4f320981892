import Foundation
import Hosting
import SomaCrypto
import SomaTypes
import TestSupport
import Weights

/// Sealed weights as something to upload: there is no ciphertext on disk.
struct SealedSource: ByteSource {
  let sealer: WeightsSealer

  var size: UInt64 { sealer.content.size }

  func makeReader() throws -> any ByteReader { Reader(parts: try sealer.makePartReader()) }

  private final class Reader: ByteReader {
    private var parts: SealedPartReader

    init(parts: consuming SealedPartReader) { self.parts = parts }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      try parts.read(into: buffer, at: offset)
    }
  }
}

/// A file of weights, digested, with a key.
struct Release {
  let path: String
  let sealer: WeightsSealer
  let name: ObjectName

  /// Writes so many bytes to a file and digests them.
  init(count: Int, in directory: URL) throws {
    let file = directory.appending(path: "weights-\(count)")
    try Data(generatedBytes(count: count, seed: 7)).write(to: file)
    let open = try OpenFile(path: file.path)
    path = file.path
    sealer = try WeightsSealer(
      file: open, content: try ContentDigest(of: open),
      key: SecretBytes(copying: generatedBytes(count: 32, seed: 8)))
    guard let name = ObjectName("0a1b2c3d-000102030405060708090a0b0c0d0e0f") else {
      preconditionFailure("this is a name")
    }
    self.name = name
  }

  /// What a commit would promise.
  func sealed() throws -> SealedWeights { try sealer.seal { _ in } }

  func upload() throws -> ObjectUpload {
    ObjectUpload(
      name: name, source: SealedSource(sealer: sealer),
      digest: try sealed().checksum.bytes)
  }
}
