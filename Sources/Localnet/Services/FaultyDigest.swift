import BCS
import GRPCCore
import SomaCrypto
import SomaProto
import SomaTypes

extension TransactionData {
  /// The digest that nodes compute where they forget the version tag. Source: NOTES B.1;
  /// `rpc/src/types/hash.rs`.
  ///
  /// - Throws: INTERNAL for a transaction with a tensor, where a real node aborts.
  var faultyDigest: TransactionDigest {
    get throws(RPCError) {
      switch kind {
      case .revealModel, .submitData:
        throw RPCError(
          .internalError,
          "a real node aborts over this read mask: it cannot compute the digest "
            + "of a \(kind.name) transaction")
      default:
        var hasher = Blake2b256()
        hasher.update("TransactionData::")
        hasher.update(Array(bcsBytes.dropFirst()))
        return TransactionDigest(hasher.finalize())
      }
    }
  }
}

extension Soma_Rpc_Transaction {
  /// Replaces the digest by the faulty one where a node shows that.
  ///
  /// - Parameters:
  ///   - data: The transaction.
  ///   - mask: What is asked for of it; `nil` for nothing.
  /// - Throws: As ``SomaTypes/TransactionData/faultyDigest``.
  mutating func makeDigestFaulty(
    of data: TransactionData, asked mask: FieldMaskTree?
  ) throws(RPCError) {
    guard let mask, mask.contains("digest") else { return }
    digest = try data.faultyDigest.description
  }
}
