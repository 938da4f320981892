import Foundation
import Hosting
import SomaCrypto
import SomaTypes
import StateStore
import Steward
import TestSupport
import Testing
import Weights

@Suite("What uploads send")
struct UploadSourceTests {
  /// Two chunks and a bit.
  private static let content = [UInt8](
    (0..<(2 << 20) + 77).map { UInt8(truncatingIfNeeded: $0 &* 31) })
  private static let keyHash = DecryptionKeyCommitment(Bytes32(repeating: 6))

  private func withFile(_ body: (URL, String) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: "weights")
      try Data(Self.content).write(to: file)
      try await body(directory, file.path)
    }
  }

  private func key() throws -> SecretBytes {
    try SecretBytes(copying: [UInt8](repeating: 3, count: 32))
  }

  private func bytes(_ source: any ByteSource, _ range: Range<Int>) throws -> [UInt8] {
    var reader = try source.makeReader()
    var bytes = [UInt8](repeating: 0, count: range.count)
    try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: UInt64(range.lowerBound)) }
    return bytes
  }

  @Test("is the ciphertext that sealing makes, at any offset")
  func sealed() async throws {
    try await withFile { _, path in
      let file = try OpenFile(path: path)
      let prepared = try await PreparedUpload(
        sealing: file, under: key(), hash: Self.keyHash, recordingIn: nil,
        at: Moment(milliseconds: 5))
      var ciphertext: [UInt8] = []
      let whole = try WeightsSealer(file: file, content: ContentDigest(of: file), key: key())
        .seal { ciphertext += Array($0) }
      #expect(prepared.checksum == whole.checksum)
      #expect(prepared.plaintext == Blake2b256.hash(Self.content))
      for range in [0..<1, 0..<(1 << 20), 1_048_000..<1_049_000, (2 << 20)..<Self.content.count] {
        #expect(try bytes(prepared.source, range) == Array(ciphertext[range]))
      }
    }
  }

  @Test("stops at a chunk that is no longer what was digested", arguments: [false, true])
  func changed(isSealed: Bool) async throws {
    try await withFile { _, path in
      let file = try OpenFile(path: path)
      let prepared =
        isSealed
        ? try PreparedUpload(sealed: file)
        : try await PreparedUpload(
          sealing: file, under: key(), hash: Self.keyHash, recordingIn: nil,
          at: Moment(milliseconds: 5))
      let handle = try #require(FileHandle(forUpdatingAtPath: path))
      try handle.seek(toOffset: 1_500_000)
      try handle.write(contentsOf: Data([0xFF, 0x00]))
      try handle.close()
      #expect(throws: SealingError.self) {
        _ = try bytes(prepared.source, 1_400_000..<1_500_010)
      }
    }
  }

  @Test("P3: a key that has sealed other weights is refused before anything is encrypted")
  func reuse() async throws {
    try await withFile { directory, path in
      let state = try await StateDatabase.open(directory.appending(path: "state").path)
      let now = Moment(milliseconds: 5)
      for _ in 0..<2 {
        _ = try await PreparedUpload(
          sealing: OpenFile(path: path), under: key(), hash: Self.keyHash, recordingIn: state,
          at: now)
      }
      let other = directory.appending(path: "other").path
      try Data([1, 2, 3]).write(to: URL(filePath: other))
      await #expect(throws: StateError.self) {
        _ = try await PreparedUpload(
          sealing: OpenFile(path: other), under: key(), hash: Self.keyHash, recordingIn: state,
          at: now)
      }
      try await state.close()
    }
  }
}
