import BCS
import SomaCrypto
import SomaTypes

/// Encoding, digest and signature of commits, beside the bare signature of 32 bytes.
enum TransactionBenchmark {
  static func commits(count: Int) throws {
    let key = try Ed25519SecretKey()
    let sender = SomaAddress(key.publicKey)
    let url = try CanonicalURL("https://weights.example.com/models/0123456789abcdef")
    let transactions = (0..<count).map { index in
      let digest = Blake2b256.hash(Array("\(index)".utf8))
      return TransactionData(
        kind: .commitModel(
          CommitModel(
            modelID: ModelID(digest),
            manifest: ContentManifest(
              url: url, checksum: Digest(digest), sizeInBytes: UInt64(index)),
            weightsCommitment: Digest(digest), embeddingCommitment: Digest(digest),
            decryptionKeyCommitment: Digest(digest))),
        sender: sender,
        gasPayment: [ObjectRef(id: ObjectID(digest), version: 1, digest: Digest(digest))])
    }
    let clock = ContinuousClock()
    var byteCount = 0
    let whole = clock.measure {
      for transaction in transactions {
        byteCount += transaction.digest.bytes.bytes.count
        byteCount += transaction.signed(with: key).bcsBytes.count
      }
    }
    let bare = clock.measure {
      for transaction in transactions {
        byteCount += key.signature(for: transaction.sender.bytes.bytes).bytes.count
      }
    }
    print(whole / .milliseconds(1), bare / .milliseconds(1), byteCount)
  }
}
