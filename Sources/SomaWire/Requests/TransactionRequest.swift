public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetTransaction is asked for.
public struct TransactionRequest: Equatable, Sendable {
  /// Which transaction.
  public var digest: TransactionDigest

  /// Creates a request.
  public init(digest: TransactionDigest) { self.digest = digest }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_GetTransactionRequest) throws(WireError) {
    digest = try Field("digest", message.hasDigest, message.digest)
      .map(TransactionDigest.init(wire:))
  }

  /// The message.
  public func message(_ mask: ReadMask = .transaction) -> Soma_Rpc_GetTransactionRequest {
    .with {
      $0.digest = digest.description
      $0.readMask = mask.message
    }
  }
}
