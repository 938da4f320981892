public import GRPCCore
public import SwiftProtobuf

/// A remote method: where it is, and how its messages become bytes.
///
/// Codecs throw whatever they like; a call turns it into an ``RPCFailure``.
public struct RPCMethod<Request: Sendable, Reply: Sendable>: Sendable {
  /// Service and name, such as `soma.rpc.LedgerService/GetEpoch`.
  public let descriptor: MethodDescriptor

  /// The bytes of a request. Zero bytes are a message like any other.
  public let encode: @Sendable (Request) throws -> [UInt8]

  /// Reads all the bytes of one reply.
  public let decode: @Sendable ([UInt8]) throws -> Reply

  /// Creates a method with a codec of its own, such as BCS.
  public init(
    _ descriptor: MethodDescriptor,
    encode: @escaping @Sendable (Request) throws -> [UInt8],
    decode: @escaping @Sendable ([UInt8]) throws -> Reply
  ) {
    self.descriptor = descriptor
    self.encode = encode
    self.decode = decode
  }
}

extension RPCMethod where Request: Message, Reply: Message {
  /// Creates a method of the generated services: its messages are protobuf.
  public init(_ descriptor: MethodDescriptor) {
    self.init(
      descriptor,
      encode: { try $0.serializedBytes() },
      decode: { try Reply(serializedBytes: $0) })
  }
}

extension RPCMethod where Request == [UInt8], Reply == [UInt8] {
  /// Creates a method whose caller encodes and decodes.
  public init(raw descriptor: MethodDescriptor) {
    self.init(descriptor, encode: { $0 }, decode: { $0 })
  }
}
