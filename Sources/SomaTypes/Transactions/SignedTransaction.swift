public import BCS

/// A transaction with its signature: the chain's `Transaction`.
///
/// BCS: one element `01`, the intent `00 00 01`, the data, one signature `01`, and its bytes.
public struct SignedTransaction: Equatable, Sendable {
  /// What was signed.
  public var data: TransactionData
  /// By whom.
  public var signature: UserSignature

  /// Joins the two; whether they fit is ``isSignatureValid``.
  public init(data: TransactionData, signature: UserSignature) {
    self.data = data
    self.signature = signature
  }

  /// Whether the signature is valid and the sender's own.
  public var isSignatureValid: Bool {
    signature.signer == data.sender && signature.isValid(for: data.signingDigest)
  }
}

extension SignedTransaction: BCSCodable {
  /// Reads a signed transaction.
  ///
  /// - Throws: ``BCSError``; also for another intent and for more than one signature.
  public init(from reader: inout BCSReader) throws(BCSError) {
    try reader.expect([1], "one transaction")
    try reader.expect(Intent.transaction, "the intent of a transaction")
    data = try reader.read()
    try reader.expect([1], "one signature")
    signature = try reader.read()
  }

  /// Writes the signed transaction.
  public func encode(to writer: inout BCSWriter) {
    writer.writeFixed([1])
    writer.writeFixed(Intent.transaction)
    writer.write(data)
    writer.writeFixed([1])
    writer.write(signature)
  }
}

extension BCSReader {
  /// Consumes bytes that can only be these.
  fileprivate mutating func expect(_ expected: [UInt8], _ meaning: String) throws(BCSError) {
    let start = offset
    let found = try readBytes(count: expected.count) { Array($0) }
    guard found == expected else {
      throw BCSError(
        .invalidValue(type: "Transaction", reason: "\(meaning) is expected here"), at: start)
    }
  }
}
