import BCS
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("transactions.json and flow.json: what is sent to a node, byte for byte")
struct ExecuteRequestTests {
  @Test("every signed transaction is sent as the real SDK sends it, and read back as it was")
  func captured() throws {
    let rows = try vectors("transactions")["transactions"].elements
    #expect(rows.count == 42)
    for row in rows {
      let name = row["name"].string ?? ""
      let signed = try SignedTransaction(bcsBytes: row.bytes("signed_transaction_bcs_hex"))
      let message = try ExecuteRequest(signed).message()
      #expect(try message.bytes == row.bytes("request_protobuf_hex"), "\(name)")
      #expect(try message == row["request"].message(), "\(name)")
      #expect(try ExecuteRequest(message).transaction == signed, "\(name)")
      let simulation = try SimulateRequest(signed.data).message()
      #expect(simulation.transaction == message.transaction, "\(name)")
      #expect(try SimulateRequest(simulation) == SimulateRequest(signed.data), "\(name)")
    }
  }

  @Test("a payment without amounts is never sent, because a node would read an empty list")
  func paymentWithoutAmounts() throws {
    let flow = try vectors("flow")
    let signature = UserSignature.ed25519(
      try #require(Ed25519Signature([UInt8](repeating: 1, count: 64))),
      publicKey: Ed25519PublicKey(bytes: .zero))
    let lossy = WireError("transaction", .lossy)

    let none = flow["pay_coins amounts none"]
    let data = try TransactionData(bcsBytes: none.bytes("tx_bcs_hex"))
    #expect(throws: lossy) {
      try ExecuteRequest(SignedTransaction(data: data, signature: signature)).message()
    }
    #expect(throws: lossy) { try SimulateRequest(data).message() }

    let empty = flow["pay_coins amounts empty"]
    let other = try TransactionData(bcsBytes: empty.bytes("tx_bcs_hex"))
    let sent = try ExecuteRequest(SignedTransaction(data: other, signature: signature)).message()
    #expect(try sent.transaction.kind.bytes == empty.bytes("kind_protobuf_hex"))
    #expect(
      try Soma_Rpc_Transaction(data, form: .bare).kind.bytes == none.bytes("kind_protobuf_hex"))
  }

  @Test("a tensor of another shape than a vector is never sent")
  func shapes() throws {
    let square = try #require(SomaTensor(bits: [1, 2, 3, 4], shape: [2, 2]))
    let reveal = RevealModel(modelID: .zero, decryptionKey: DecryptionKey(.zero), embedding: square)
    let data = TransactionData(kind: .revealModel(reveal), sender: .zero, gasPayment: [])
    #expect(throws: WireError("transaction", .lossy)) { try SimulateRequest(data).message() }
  }

  @Test("NaN payloads, signs of zero and subnormals survive the way to a node")
  func bitPatterns() throws {
    let bits: [UInt32] = [
      0x7f80_0001, 0xffc0_1234, 0x7fff_ffff, 0x8000_0000, 1, 0x7f80_0000, 0xff80_0000,
    ]
    let reveal = RevealModel(
      modelID: .zero, decryptionKey: DecryptionKey(.zero), embedding: SomaTensor(vectorBits: bits))
    let data = TransactionData(kind: .revealModel(reveal), sender: .zero, gasPayment: [])
    let sent = try SimulateRequest(data).message()
    let received = try Soma_Rpc_SimulateTransactionRequest(serializedBytes: sent.bytes)
    #expect(try SimulateRequest(received).data == data)
  }

  @Test("a request must have one transaction and one signature")
  func incomplete() throws {
    let row = try #require(try vectors("transactions")["transactions"].elements.first)
    let request: Soma_Rpc_ExecuteTransactionRequest = try row["request"].message()

    var message = request
    message.clearTransaction()
    #expect(throws: WireError("transaction", .missing)) { try ExecuteRequest(message) }
    message = request
    message.signatures = []
    #expect(throws: WireError("signatures", .missing)) { try ExecuteRequest(message) }
    message.signatures = request.signatures + request.signatures
    #expect(throws: WireError("signatures[1]", .unexpected)) { try ExecuteRequest(message) }
    message = request
    message.transaction.gasPayment[0].clearDigest()
    #expect(throws: WireError("transaction.gas_payment[0].digest", .missing)) {
      try ExecuteRequest(message)
    }
    message = request
    message.signatures[0].clearScheme()
    #expect(throws: WireError("signatures[0].scheme", .missing)) { try ExecuteRequest(message) }
    message = request
    message.signatures[0].simple.clearScheme()
    #expect(throws: WireError("signatures[0].simple.scheme", .missing)) {
      try ExecuteRequest(message)
    }
    message.signatures[0].simple.scheme = .bls12381
    #expect(throws: WireError("signatures[0].simple.scheme", .unknownNumber(1))) {
      try ExecuteRequest(message)
    }
    message = request
    message.signatures[0].simple.signature.removeLast()
    #expect(
      throws: WireError(
        "signatures[0].simple.signature", .wrongByteCount(expected: 64, actual: 63))
    ) { try ExecuteRequest(message) }
    message = request
    message.signatures[0].signature = nil
    #expect(throws: WireError("signatures[0].simple", .missing)) { try ExecuteRequest(message) }
    message = request
    message.signatures[0].scheme = .multisig  // only the oneof decides
    #expect(try ExecuteRequest(message) == ExecuteRequest(request))
  }
}
