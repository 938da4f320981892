import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("Damaged messages: refused or read, never a trap")
struct MutationTests {
  /// Messages with something in nearly every field, and what to read each as.
  private static func seeds() throws -> [(bytes: [UInt8], read: ([UInt8]) -> Bool)] {
    let epoch = try vectors("get_epoch_full").bytes("get_epoch_response_protobuf_hex")
    let checkpoint = try vectors("misc")["checkpoint_end_of_epoch_True"].bytes(
      "response_protobuf_hex")
    let executed = try EffectsFixture.failures.map { failure in
      try Soma_Rpc_ExecuteTransactionResponse.with {
        $0.transaction = Soma_Rpc_ExecutedTransaction(
          EffectsFixture.executed(.failure(failure)), context: .execute)
      }.bytes
    }
    let requests = try vectors("transactions")["transactions"].elements.map {
      try $0.bytes("request_protobuf_hex")
    }
    return [(epoch, readEpoch), (checkpoint, readCheckpoint)]
      + executed.map { ($0, readExecution) } + requests.map { ($0, readRequest) }
  }

  private static func readEpoch(_ bytes: [UInt8]) -> Bool {
    guard let reply = try? Soma_Rpc_GetEpochResponse(serializedBytes: bytes) else { return false }
    _ = try? EpochInfo(reply)
    guard let read = try? SystemStateReply(reply) else { return true }
    for model in read.unparsableModels { #expect(!model.error.path.isEmpty) }
    if let state = try? read.state.get() {
      // What was read can be written, and is then read as the same.
      let again = Soma_Rpc_GetEpochResponse.with {
        $0.epoch.systemState = Soma_Rpc_SystemState(state)
      }
      #expect((try? SystemStateReply(again).state) == .success(state))
    }
    return true
  }

  private static func readCheckpoint(_ bytes: [UInt8]) -> Bool {
    guard let reply = try? Soma_Rpc_GetCheckpointResponse(serializedBytes: bytes) else {
      return false
    }
    if let checkpoint = try? CertifiedCheckpoint(reply) {
      let again = Soma_Rpc_GetCheckpointResponse.with {
        $0.checkpoint = Soma_Rpc_Checkpoint(checkpoint)
      }
      #expect((try? CertifiedCheckpoint(again)) == checkpoint)
    }
    return true
  }

  private static func readExecution(_ bytes: [UInt8]) -> Bool {
    guard let reply = try? Soma_Rpc_ExecuteTransactionResponse(serializedBytes: bytes) else {
      return false
    }
    if let executed = try? ExecutedTransaction(reply) {
      let again = Soma_Rpc_ExecutedTransaction(executed, context: .checkpoint)
      #expect((try? ExecutedTransaction(again)) == executed)
    }
    return true
  }

  private static func readRequest(_ bytes: [UInt8]) -> Bool {
    guard let message = try? Soma_Rpc_ExecuteTransactionRequest(serializedBytes: bytes) else {
      return false
    }
    if let request = try? ExecuteRequest(message) {
      #expect(throws: Never.self) { try request.message() }
    }
    return true
  }

  @Test("bytes changed, cut out and put in at random")
  func mutations() throws {
    var random = SeededGenerator(seed: 4)
    var decoded = 0
    for (bytes, read) in try Self.seeds() {
      for _ in 0..<60 {
        var damaged = bytes
        for _ in 0...Int.random(in: 0...3, using: &random) {
          let position = Int.random(in: 0..<damaged.count, using: &random)
          switch Int.random(in: 0...4, using: &random) {
          case 0: damaged[position] = 0xff
          case 1: damaged.remove(at: position)
          case 2: damaged.insert(UInt8.random(in: 0...255, using: &random), at: position)
          default: damaged[position] ^= UInt8.random(in: 1...255, using: &random)
          }
        }
        if read(damaged) { decoded += 1 }
      }
    }
    #expect(decoded > 400)  // protobuf itself refuses the others
  }

  @Test("all numbers as large as they get")
  func extremes() throws {
    let json = try vectors("get_epoch_full")["get_epoch_response_proto_json"].extreme
    let reply: Soma_Rpc_GetEpochResponse = try json.message()
    let state = try SystemStateReply(reply).state.get()
    #expect(state.parameters.epochDurationMs == .max)
    #expect(state.parameters.targetMaxDistanceThreshold.values == [.greatestFiniteMagnitude])
    #expect(state.modelRegistry.models.count == 5)
    #expect(Soma_Rpc_SystemState(state) == reply.epoch.systemState)
  }
}

extension JSONValue {
  /// The same JSON with the largest number in every place, keys of maps left alone.
  fileprivate var extreme: JSONValue {
    switch self {
    case .object(let members): .object(members.mapValues(\.extreme))
    case .array(let elements): .array(elements.map(\.extreme))
    case .number: .number(Double(Float.greatestFiniteMagnitude))
    case .string(let text): Int(text) == nil ? self : .string("\(UInt64.max)")
    case .bool, .null: self
    }
  }
}
