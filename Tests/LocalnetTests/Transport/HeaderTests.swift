import GRPCCore
import Localnet
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite("Response headers", .timeLimit(.minutes(2))) struct HeaderTests {
  private static let names = [
    "x-soma-chain-id", "x-soma-chain", "x-soma-epoch", "x-soma-checkpoint-height",
    "x-soma-timestamp-ms", "x-soma-timestamp", "x-soma-lowest-available-checkpoint",
    "x-soma-lowest-available-checkpoint-objects", "server",
  ]

  @Test("every reply says which chain it is of, and how far the node is")
  func headers() async throws {
    try await withTestNet { net in
      let chainID = try await net.chain.serviceInfo().chainID
      try await net.node.endEpoch()
      try await net.withGRPCClient { client in
        let service = Soma_Rpc_LedgerService.Client(wrapping: client)
        let headers = try await service.getServiceInfo(.init()) { response in
          Self.names.map { name in Array(response.metadata[stringValues: name]) }
        }
        #expect(
          headers == [
            ["\(chainID.bytes.description.prefix(8))"], ["localnet"], ["1"], ["2"],
            ["1760000000000"], ["2025-10-09T08:53:20Z"], ["0"], ["0"], ["soma-node/0.1.21"],
          ])
      }
    }
  }

  @Test("an error has them too, and its status again in the details")
  func errors() async throws {
    try await withTestNet { net in
      try await net.withGRPCClient { client in
        let service = Soma_Rpc_LedgerService.Client(wrapping: client)
        let error = await #expect(throws: RPCError.self) {
          try await service.getObject(.with { $0.objectID = "0x7" })
        }
        #expect(error?.code == .notFound)
        let metadata = error?.metadata ?? [:]
        #expect(Array(metadata[stringValues: "x-soma-chain"]) == ["localnet"])
        let details = try #require(
          metadata[binaryValues: "grpc-status-details-bin"].first { _ in true })
        let status = try Google_Rpc_Status(serializedBytes: details)
        #expect(status.code == 5)
        #expect(status.message == error?.message)
        #expect(status.details.isEmpty)

        let refused = await #expect(throws: RPCError.self) {
          try await service.getObject(.with { $0.objectID = "?" })
        }
        let bytes = try #require(
          refused?.metadata[binaryValues: "grpc-status-details-bin"].first { _ in true })
        #expect(
          try Google_Rpc_Status(serializedBytes: bytes).details.map(\.typeURL)
            == ["/google.rpc.BadRequest"])
      }
    }
  }
}
