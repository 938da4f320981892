import BCS
import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes
import Synchronization
import TestSupport
import Testing

@testable import Weights

/// A file in a directory of its own, with its bytes.
struct Sample {
  let bytes: [UInt8]
  let path: String
  let file: OpenFile
  let key = generatedBytes(count: 32, seed: 99)

  /// Bytes that repeat nowhere, made faster than those of the vectors.
  init(count: Int, in directory: URL) throws {
    let zeros = [UInt8](repeating: 0, count: count)
    let seed = try SecretBytes(copying: generatedBytes(count: 32, seed: 1))
    try self.init(AES256CTR.process(zeros, key: seed), in: directory)
  }

  init(_ bytes: [UInt8], in directory: URL) throws {
    self.bytes = bytes
    path = try directory.write("w-\(bytes.count)", bytes)
    file = try OpenFile(path: path)
  }

  func sealer(_ content: ContentDigest) throws -> WeightsSealer {
    try WeightsSealer(file: file, content: content, key: SecretBytes(copying: key))
  }

  func ciphertext() throws -> [UInt8] {
    try AES256CTR.process(bytes, key: SecretBytes(copying: key))
  }
}

private let mebibyte = 1 << 20

@Suite("sealing")
struct SealingTests {
  @Test(
    "digest and tags are of the whole file, on one thread and on two", arguments: [false, true])
  func digest(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      for count in [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 4 * mebibyte + 5] {
        let sample = try Sample(count: count, in: directory)
        var steps: [UInt64] = []
        let content = try ContentDigest(
          of: sample.file, scanning: nil, overlapping: overlapping
        ) { steps.append($0) }
        #expect(content.size == UInt64(count))
        #expect(content.digest == Blake2b256.hash(sample.bytes))
        #expect(content.tags.count == (count + mebibyte - 1) / mebibyte)
        #expect(steps.last ?? 0 == UInt64(count))
        #expect(steps == steps.sorted())
      }
    }
  }

  @Test("every pass has a tag key of its own, and only the tags depend on it")
  func tagKeys() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 3 * mebibyte, in: directory)
      let (first, second) = try (ContentDigest(of: sample.file), ContentDigest(of: sample.file))
      #expect(first.digest == second.digest)
      #expect(first.tagKey != second.tagKey)
      #expect(Set(first.tags).isDisjoint(with: second.tags))
      #expect(Set(first.tags).count == 3)
    }
  }

  @Test("equal chunks have different tags, because their numbers differ")
  func numbered() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("w", [UInt8](repeating: 7, count: 3 * mebibyte))
      #expect(Set(try ContentDigest(of: OpenFile(path: path)).tags).count == 3)
    }
  }

  @Test("the ciphertext and its checksum are the SDK's", arguments: [false, true])
  func seals(overlapping: Bool) async throws {
    struct File: Decodable {
      struct Row: Decodable {
        let keyHex: HexBytes
        let length: Int
        let lcgSeed: UInt32
        let cipherHex: HexBytes?
        let cipherFirst32Hex: HexBytes?
        let cipherLast16Hex: HexBytes?
        let cipherBlake2B256Base58: String?
      }
      let explicit: [Row]
      let generated: [Row]
    }
    let vectors = try vectors("encrypt_weights", as: File.self, in: .module)
    try await withTemporaryDirectory { directory in
      for row in vectors.explicit + vectors.generated {
        let sample = try Sample(
          generatedBytes(count: row.length, seed: row.lcgSeed), in: directory)
        let sealer = try WeightsSealer(
          file: sample.file, content: ContentDigest(of: sample.file),
          key: SecretBytes(copying: row.keyHex.bytes))
        var cipher: [UInt8] = []
        let sealed = try sealer.seal(overlapping: overlapping) { cipher += $0 }
        if let expected = row.cipherHex { #expect(cipher == expected.bytes) }
        if let first = row.cipherFirst32Hex { #expect(Array(cipher.prefix(32)) == first.bytes) }
        if let last = row.cipherLast16Hex { #expect(Array(cipher.suffix(16)) == last.bytes) }
        if let digest = row.cipherBlake2B256Base58 {
          #expect(sealed.checksum.description == digest)
        }
        #expect(sealed.checksum.bytes == Blake2b256.hash(cipher))
        #expect(sealed.commitment.bytes == sealed.checksum.bytes)
        #expect(sealed.sizeInBytes == UInt64(row.length))
      }
      #expect(vectors.explicit.count == 52)
      #expect(vectors.generated.count == 3)
    }
  }

  @Test("any part is the same bytes again, in any order")
  func parts() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 3 * mebibyte + 77, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      let whole = try sample.ciphertext()
      var random = SeededGenerator(seed: 3)
      var reader = try sealer.makePartReader()
      #expect(reader.size == UInt64(whole.count))
      var ranges = [
        0..<0, 0..<1, 0..<whole.count, whole.count..<whole.count, mebibyte - 1..<mebibyte + 1,
        mebibyte..<2 * mebibyte, 3 * mebibyte..<whole.count, whole.count - 1..<whole.count,
      ]
      for _ in 0..<40 {
        let start = Int.random(in: 0...whole.count, using: &random)
        ranges.append(start..<Int.random(in: start...whole.count, using: &random))
      }
      for range in ranges {
        let part = try sealer.part(offset: UInt64(range.lowerBound), length: range.count)
        #expect(part == Array(whole[range]), "\(range)")
        var buffer = [UInt8](repeating: 0, count: range.count)
        try buffer.withUnsafeMutableBytes {
          try reader.read(into: $0, at: UInt64(range.lowerBound))
        }
        #expect(buffer == part)
      }
    }
  }

  static let outside: [(UInt64, Int)] = [
    (0, 101), (100, 1), (101, 0), (50, 51), (.max, 1), (.max, .max), (1, .max), (0, -1),
  ]

  @Test("a part outside of the content is refused", arguments: outside)
  func outOfRange(offset: UInt64, length: Int) async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 100, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      #expect(
        throws: SealingError.outOfRange(
          sample.path, offset: offset, length: UInt64(max(length, 0)), size: 100)
      ) { try sealer.part(offset: offset, length: length) }
    }
  }

  @Test("a chunk that changed between the passes is not encrypted", arguments: [false, true])
  func changedBetween(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      for (offset, chunk) in [(mebibyte - 1, 0), (mebibyte, 1), (2 * mebibyte + 9, 2)] {
        let sample = try Sample(count: 2 * mebibyte + 10, in: directory)
        let sealer = try sample.sealer(ContentDigest(of: sample.file))
        try overwrite(sample.path, at: UInt64(offset), with: [sample.bytes[offset] ^ 1])
        let start = UInt64(chunk * mebibyte)
        var cipher: [UInt8] = []
        #expect(throws: SealingError.chunkChanged(sample.path, at: start)) {
          try sealer.seal(overlapping: overlapping) { cipher += $0 }
        }
        // Everything before it left, and nothing of it.
        #expect(cipher == Array(try sample.ciphertext().prefix(chunk * mebibyte)))
        // A part that does not touch the changed byte, but its chunk, is refused as well.
        let other = offset == chunk * mebibyte ? start + 1 : start
        #expect(throws: SealingError.chunkChanged(sample.path, at: start)) {
          try sealer.part(offset: other, length: 1)
        }
        if chunk > 0 {
          #expect(try sealer.part(offset: 0, length: 9) == Array(sample.ciphertext().prefix(9)))
        }
      }
    }
  }

  @Test("two chunks that changed places are noticed")
  func swapped() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 2 * mebibyte, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      try overwrite(
        sample.path, at: 0, with: Array(sample.bytes[mebibyte...] + sample.bytes[..<mebibyte]))
      #expect(throws: SealingError.chunkChanged(sample.path, at: 0)) { try sealer.seal { _ in } }
    }
  }

  @Test("a chunk that changes during the second pass is not encrypted", arguments: [false, true])
  func changedDuring(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      // The reading thread is at most as many chunks ahead as there are buffers.
      let last = ChunkPipeline.depth + 1
      let sample = try Sample(count: (last + 1) * mebibyte, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      var count = 0
      #expect(throws: SealingError.chunkChanged(sample.path, at: UInt64(last * mebibyte))) {
        try sealer.seal(overlapping: overlapping) {
          if count == 0 {
            try overwrite(sample.path, at: UInt64(last * mebibyte), with: [1, 2, 3])
          }
          count += $0.count
        }
      }
      #expect(count == last * mebibyte)
    }
  }

  @Test("a file that changes its length is noticed in both passes", arguments: [false, true])
  func lengths(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      let size = UInt64((ChunkPipeline.depth + 2) * mebibyte)
      for newSize in [size - 1, size - UInt64(mebibyte), size + 1] {
        let sample = try Sample(count: Int(size), in: directory)
        let content = try ContentDigest(of: sample.file)
        var expected = SealingError.grew(sample.path, size: size)
        if newSize < size { expected = .shrank(sample.path, size: size, at: newSize) }

        let sealer = try sample.sealer(content)
        var isFirst = true
        #expect(throws: expected) {
          try sealer.seal(overlapping: overlapping) { _ in
            if isFirst { try truncate(sample.path, to: newSize) }
            isFirst = false
          }
        }
        let reopened = try OpenFile(path: sample.path)
        #expect(throws: SealingError.otherSize(sample.path, expected: size, found: newSize)) {
          try WeightsSealer(
            file: reopened, content: content, key: SecretBytes(copying: sample.key))
        }
        // The same file again, during its digest pass.
        try truncate(sample.path, to: size)
        isFirst = true
        #expect(throws: expected) {
          try ContentDigest(of: sample.file, scanning: nil, overlapping: overlapping) { _ in
            if isFirst { try truncate(sample.path, to: newSize) }
            isFirst = false
          }
        }
      }
    }
  }

  @Test("a write behind the digest pass is noticed, though the length stays")
  func changedDuringDigest() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 2 * mebibyte, in: directory)
      // A time of its own, so that the write cannot fall into the same tick.
      try setModified(sample.path, FileTime(seconds: 1_000_000_000))
      let file = try OpenFile(path: sample.path)
      #expect(throws: SealingError.changedDuringDigest(sample.path)) {
        try ContentDigest(of: file, scanning: nil, overlapping: true) { done in
          if done == 2 * UInt64(mebibyte) { try overwrite(sample.path, at: 0, with: [1]) }
        }
      }
    }
  }

  @Test("a rename changes nothing: the descriptor stays with the file")
  func renamed() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 3 * mebibyte, in: directory)
      let expected = try sample.ciphertext()
      let content = try ContentDigest(of: sample.file, scanning: nil, overlapping: true) { done in
        guard done == UInt64(mebibyte) else { return }
        try FileManager.default.moveItem(atPath: sample.path, toPath: sample.path + ".old")
        _ = try directory.write(URL(filePath: sample.path).lastPathComponent, [1, 2, 3])
      }
      var cipher: [UInt8] = []
      _ = try sample.sealer(content).seal { cipher += $0 }
      #expect(cipher == expected)
    }
  }

  struct Stop: Error, Equatable {}

  @Test("what the sink throws ends the pass", arguments: [false, true])
  func sinkThrows(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 8 * mebibyte, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      var calls = 0
      #expect(throws: Stop()) {
        try sealer.seal(overlapping: overlapping) { _ in
          calls += 1
          if calls == 3 { throw Stop() }
        }
      }
      #expect(calls == 3)
      #expect(throws: Stop()) { try ContentDigest(of: sample.file) { _ in throw Stop() } }
    }
  }

  @Test("cancellation ends both passes and parts", arguments: [false, true])
  func cancelled(overlapping: Bool) async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 8 * mebibyte, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      let calls = Mutex(0)
      let task = Task {
        _ = try? sealer.seal(overlapping: overlapping) { _ in
          calls.withLock { $0 += 1 }
          withUnsafeCurrentTask { $0?.cancel() }
        }
        #expect(throws: CancellationError.self) { try sealer.part(offset: 0, length: 1) }
        #expect(throws: CancellationError.self) {
          try ContentDigest(of: sample.file, scanning: nil, overlapping: overlapping) { _ in }
        }
        _ = try sealer.seal(overlapping: overlapping) { _ in }
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(calls.withLock { $0 } == 1)
    }
  }

  @Test("a key of another length is refused", arguments: [0, 16, 31, 33])
  func wrongKey(count: Int) async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 10, in: directory)
      let content = try ContentDigest(of: sample.file)
      #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: count)) {
        try WeightsSealer(
          file: sample.file, content: content,
          key: SecretBytes(copying: [UInt8](repeating: 1, count: count)))
      }
    }
  }

  @Test("a digest is kept and read back whole, and damage is seen")
  func serialised() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 2 * mebibyte + 3, in: directory)
      let content = try ContentDigest(of: sample.file)
      let bytes = content.bcsBytes
      #expect(bytes.count == 8 + 32 + 32 + 1 + 3 * 16)
      #expect(Array(bytes[8..<40]) == Blake2b256.hash(sample.bytes).bytes)
      let read = try ContentDigest(bcsBytes: bytes)
      #expect(read == content)
      _ = try sample.sealer(read).seal { _ in }
      // A size that asks for another number of chunks.
      var other = bytes
      other[2] = 0x30
      #expect(throws: BCSError.self) { try ContentDigest(bcsBytes: other) }
      #expect(throws: BCSError.self) { try ContentDigest(bcsBytes: Array(bytes.dropLast())) }
      #expect(!"\(content)".contains(content.tagKey.description))
    }
  }

  @Test("several threads make parts at once")
  func concurrent() async throws {
    try await withTemporaryDirectory { directory in
      let sample = try Sample(count: 4 * mebibyte + 1, in: directory)
      let sealer = try sample.sealer(ContentDigest(of: sample.file))
      let parts = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
        for index in 0..<9 {
          group.addTask {
            let start = index * mebibyte / 2
            let length = min(mebibyte / 2, 4 * mebibyte + 1 - start)
            return (index, try sealer.part(offset: UInt64(start), length: length))
          }
        }
        return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
      }
      #expect((0..<9).flatMap { parts[$0] ?? [] } == (try sample.ciphertext()))
    }
  }
}
