import Foundation
import SomaCrypto
import TestSupport
import Testing

@testable import Weights

@Suite("streams")
struct StreamCipherTests {
  /// Runs `bytes` through a pipe, written in odd pieces by another thread.
  private func run(
    _ bytes: [UInt8], key: [UInt8], expecting digest: Bytes32? = nil
  ) throws -> (StreamCipher, [UInt8]) {
    ignoreBrokenPipes()
    let pipe = Pipe()
    let writer = pipe.fileHandleForWriting
    Thread.detachNewThread {
      for start in stride(from: 0, to: bytes.count, by: 70_001) {
        // The reader may be gone in a test of failures.
        try? writer.write(contentsOf: Data(bytes[start..<min(start + 70_001, bytes.count)]))
      }
      try? writer.close()
    }
    var output: [UInt8] = []
    let result = try StreamCipher(
      reading: pipe.fileHandleForReading.fileDescriptor, path: "-",
      key: SecretBytes(copying: key), expecting: digest
    ) { output += $0 }
    return (result, output)
  }

  @Test("there and back again", arguments: [0, 1, 1 << 20, 2_500_000])
  func bothWays(count: Int) throws {
    let plain = generatedBytes(count: count, seed: 5)
    let key = generatedBytes(count: 32, seed: 6)
    let (sealed, cipher) = try run(plain, key: key)
    #expect(cipher == (try AES256CTR.process(plain, key: SecretBytes(copying: key))))
    #expect(sealed.size == UInt64(count))
    #expect(sealed.inputDigest == Blake2b256.hash(plain))
    #expect(sealed.outputDigest == Blake2b256.hash(cipher))
    let (opened, back) = try run(cipher, key: key, expecting: sealed.outputDigest)
    #expect(back == plain)
    #expect(opened.outputDigest == sealed.inputDigest)
  }

  @Test("another ciphertext than the expected one is refused")
  func otherCiphertext() {
    #expect(throws: SealingError.otherCiphertext("-")) {
      try run([1, 2, 3], key: generatedBytes(count: 32, seed: 6), expecting: .zero)
    }
  }

  @Test("a key of another length, and a descriptor that is none, are refused")
  func failures() throws {
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: 3)) {
      try run([1], key: [1, 2, 3])
    }
    #expect(throws: FileError.unreadable("x", offset: 0, errno: EBADF)) {
      try StreamCipher(
        reading: -1, path: "x", key: SecretBytes(copying: generatedBytes(count: 32, seed: 1))
      ) { _ in }
    }
  }
}
