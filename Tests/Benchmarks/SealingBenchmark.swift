import BCS
import Foundation
import SomaCrypto
import Weights

/// The two passes of sealing, without anything that takes the ciphertext.
///
/// Each prints the processor seconds of the thread that hashes, those of the other, and the seconds
/// on the clock: with two cores that nobody else uses, the clock shows the busier thread.
enum SealingBenchmark {
  /// Takes the digest of a file and writes it down.
  static func digest(path: String, into output: String) throws {
    let content = try ContentDigest(of: OpenFile(path: path))
    try Data(content.bcsBytes).write(to: URL(filePath: output))
  }

  /// Seals a file whose digest is known.
  static func seal(path: String, digest: String) throws {
    let content = try ContentDigest(bcsBytes: Array(Data(contentsOf: URL(filePath: digest))))
    try measure {
      let sealer = try WeightsSealer(
        file: OpenFile(path: path), content: content,
        key: SecretBytes(randomCount: AES256CTR.keyByteCount))
      return try sealer.seal { _ in }
    }
  }

  /// Takes the digest of a file and seals it.
  static func cold(path: String) throws {
    try measure {
      let file = try OpenFile(path: path)
      let sealer = try WeightsSealer(
        file: file, content: ContentDigest(of: file),
        key: SecretBytes(randomCount: AES256CTR.keyByteCount))
      return try sealer.seal { _ in }
    }
  }

  private static func measure(_ body: () throws -> SealedWeights) throws {
    let before = (seconds(CLOCK_THREAD_CPUTIME_ID), seconds(CLOCK_PROCESS_CPUTIME_ID))
    let start = seconds(CLOCK_MONOTONIC)
    let sealed = try body()
    let hashing = seconds(CLOCK_THREAD_CPUTIME_ID) - before.0
    let other = seconds(CLOCK_PROCESS_CPUTIME_ID) - before.1 - hashing
    print(hashing, other, seconds(CLOCK_MONOTONIC) - start, sealed.checksum)
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
