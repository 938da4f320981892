import SomaCrypto
import SomaProto
import SwiftProtobuf
import Testing

/// What the real client accepts from a node.
@Suite struct ReplyTests {
  @Test("a full system state is understood, and written byte for byte as it was")
  func systemState() throws {
    let capture = try vectors("get_epoch_full")
    try expectUnderstood(
      Hex.decode(capture.text("get_epoch_response_protobuf_hex")),
      as: Soma_Rpc_GetEpochResponse.self, json: capture.member("get_epoch_response_proto_json"))
  }

  @Test("a checkpoint is understood", arguments: ["False", "True"])
  func checkpoint(endsEpoch: String) throws {
    let capture = try vectors("misc").member("checkpoint_end_of_epoch_\(endsEpoch)")
    try expectUnderstood(
      Hex.decode(capture.text("response_protobuf_hex")),
      as: Soma_Rpc_GetCheckpointResponse.self, json: capture.member("response_proto_json"))
  }

  @Test("a page of targets has the names of the real one")
  func targets() throws {
    try expectUnderstood(
      vectors("misc").member("targets").member("response"), as: Soma_Rpc_ListTargetsResponse.self)
  }

  @Test("the details of an error are understood, down to the field that was refused")
  func errorDetails() throws {
    // The SDK shows the bytes of google.rpc.Status as a list of decimal numbers.
    let text = try vectors("http2").text("error_with_details")
    let list = try #require(text.firstMatch(of: /details: \[([0-9, ]+)\]/)).output.1
    let bytes = list.split(separator: ", ").compactMap { UInt8($0) }
    try expectUnderstood(bytes, as: Google_Rpc_Status.self)

    let status = try Google_Rpc_Status(serializedBytes: bytes)
    #expect(status.code == 3)
    #expect(status.message == "invalid read_mask path: x")
    let detail = try #require(status.details.first)
    #expect(detail.typeURL == "/google.rpc.BadRequest")
    #expect(detail.isA(Google_Rpc_BadRequest.self))
    try expectUnderstood(Array(detail.value), as: Google_Rpc_BadRequest.self)
    let refusal = try Google_Rpc_BadRequest(unpackingAny: detail)
    #expect(refusal.fieldViolations.map(\.field) == ["read_mask"])
    #expect(refusal.fieldViolations.map(\.description_p) == ["invalid read_mask path: x"])
  }
}
