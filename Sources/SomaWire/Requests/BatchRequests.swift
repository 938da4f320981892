public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What BatchGetObjects is asked for. The real SDK never does.
public struct ObjectsRequest: Equatable, Sendable {
  /// The objects, in the order of the reply.
  public var requests: [ObjectRequest]

  /// Creates a request.
  public init(_ requests: [ObjectRequest]) { self.requests = requests }

  /// Reads a request. As for nodes, the masks inside do not count.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request: one bad id spoils the call.
  public init(_ message: Soma_Rpc_BatchGetObjectsRequest) throws(WireError) {
    requests = try each("requests", message.requests, ObjectRequest.init(_:))
  }

  /// The message.
  public func message(_ mask: ReadMask = .object) -> Soma_Rpc_BatchGetObjectsRequest {
    .with {
      $0.requests = requests.map { request in
        var message = request.message()
        message.clearReadMask()
        return message
      }
      $0.readMask = mask.message
    }
  }
}

/// What BatchGetTransactions is asked for. The real SDK never does.
public struct TransactionsRequest: Equatable, Sendable {
  /// The transactions, in the order of the reply. As for nodes, a bad digest is an error in its
  /// own place and spoils nothing else.
  public var digests: [Result<TransactionDigest, WireError>]

  /// Creates a request.
  public init(_ digests: [TransactionDigest]) { self.digests = digests.map { .success($0) } }

  /// Reads a request; nothing in it can be wrong as a whole.
  public init(_ message: Soma_Rpc_BatchGetTransactionsRequest) {
    digests = message.digests.enumerated().map { index, text in
      Result { () throws(WireError) in
        try inside("digests[\(index)]", text, TransactionDigest.init(wire:))
      }
    }
  }

  /// The message, without the digests that could not be read.
  public func message(_ mask: ReadMask = .transaction) -> Soma_Rpc_BatchGetTransactionsRequest {
    .with {
      $0.digests = digests.compactMap { try? $0.get().description }  // there is nothing to ask for
      $0.readMask = mask.message
    }
  }
}
