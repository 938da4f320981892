import GRPCCore

/// A service whose messages are bytes of its own making: BCS, or JSON.
struct ByteService: RegistrableRPCService {
  /// What a method does: takes the bytes of the request, returns those of the reply.
  typealias Handler = @Sendable ([UInt8]) async throws -> [UInt8]

  /// The name with its package, such as `faucet.Faucet`.
  let name: String
  /// By method.
  let handlers: [String: Handler]

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    for (method, handler) in handlers {
      router.registerHandler(
        forMethod: MethodDescriptor(fullyQualifiedService: name, method: method),
        deserializer: ByteCoder(), serializer: ByteCoder()
      ) { request, _ in
        let request = try await ServerRequest(stream: request)
        return StreamingServerResponse(
          single: ServerResponse(message: try await handler(request.message)))
      }
    }
  }
}

/// Takes bytes for what they are.
private struct ByteCoder: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }

  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
    bytes.withUnsafeBytes { Array($0) }
  }
}
