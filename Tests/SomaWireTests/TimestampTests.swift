import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

/// Times go through the one field of GetServiceInfo that has them; all fields share the conversion.
@Suite struct TimestampTests {
  private func read(_ timestamp: Google_Protobuf_Timestamp) throws(WireError) -> UInt64? {
    var reply = Soma_Rpc_GetServiceInfoResponse(ServiceInfo(chainID: .zero, chain: ""))
    reply.timestamp = timestamp
    return try ServiceInfo(reply).timestampMs
  }

  @Test(
    "every number of milliseconds survives",
    arguments: [0, 1, 999, 1000, 1_760_000_000_123, 1 << 63, .max - 1, .max] as [UInt64])
  func roundTrip(milliseconds: UInt64) throws {
    let info = ServiceInfo(chainID: .zero, chain: "", timestampMs: milliseconds)
    #expect(try ServiceInfo(Soma_Rpc_GetServiceInfoResponse(info)) == info)
  }

  @Test(
    "parts of a millisecond are dropped",
    arguments: [(0, 0), (999_999, 0), (1_000_000, 1), (999_999_999, 999)] as [(Int32, UInt64)])
  func fractions(nanos: Int32, milliseconds: UInt64) throws {
    #expect(try read(.init(seconds: 5, nanos: nanos)) == 5000 + milliseconds)
  }

  @Test(
    "what is no time, or does not fit, is refused",
    arguments: [
      (-1, 0), (.min, 0), (0, -1), (0, .min), (0, 1_000_000_000), (0, .max), (.max, 0),
      (18_446_744_073_709_552, 0), (18_446_744_073_709_551, 616_000_000),
    ] as [(Int64, Int32)])
  func refusals(seconds: Int64, nanos: Int32) {
    #expect(throws: WireError("timestamp", .outOfRange)) {
      try read(.init(seconds: seconds, nanos: nanos))
    }
  }

  @Test("an empty timestamp is 1970")
  func empty() throws {
    #expect(try read(.init()) == 0)
  }
}
