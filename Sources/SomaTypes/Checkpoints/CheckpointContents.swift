public import BCS

/// The transactions of a checkpoint, in the order of their effects on each other.
///
/// BCS: version tag 0, a sequence of digests, a sequence as long of sequences of signatures.
/// Source: chain type `CheckpointContentsV1`.
public struct CheckpointContents: Equatable, Sendable {
  /// One executed transaction.
  public struct Entry: Equatable, Sendable {
    /// Which transaction, and what it did.
    public var digests: ExecutionDigests
    /// By whom it was signed; nobody for system transactions.
    public var userSignatures: [UserSignature]

    /// Creates an entry.
    public init(digests: ExecutionDigests, userSignatures: [UserSignature]) {
      self.digests = digests
      self.userSignatures = userSignatures
    }
  }

  /// The transactions.
  public var entries: [Entry]

  /// Creates contents.
  public init(entries: [Entry]) { self.entries = entries }

  /// The Merkle root over the digests; signatures are not covered.
  ///
  /// It is the `content_digest` of the summary. Without transactions it is 32 zero bytes.
  public var digest: CheckpointContentsDigest {
    Digest(MerkleTree.root(over: entries.map(\.digests)))
  }
}

extension CheckpointContents: BCSCodable {
  /// Reads contents.
  ///
  /// - Throws: ``BCSError``, also unless there is a list of signatures for each transaction.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "CheckpointContents", count: 1)
    let transactions = try reader.readSequence(of: ExecutionDigests.self)
    let start = reader.offset
    let signatures = try reader.readSequence { (reader) throws(BCSError) in
      try reader.readSequence(of: UserSignature.self)
    }
    guard signatures.count == transactions.count else {
      throw BCSError(
        .invalidValue(
          type: "CheckpointContents",
          reason: "\(signatures.count) lists of signatures for \(transactions.count) transactions"),
        at: start)
    }
    entries = zip(transactions, signatures).map { Entry(digests: $0, userSignatures: $1) }
  }

  /// Writes the contents.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.writeSequence(entries.map(\.digests))
    writer.writeSequence(entries) { $0.writeSequence($1.userSignatures) }
  }
}
