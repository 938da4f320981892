import BCS
import Diagnostics
import FoundationEssentials
import GRPCCore
import Ledger
import SomaTypes

// BCS over gRPC: WIRE.md 8; CHAIN.md 9; the chain's `faucet/src/server.rs`, `admin`, `scoring`.

extension ByteService {
  static let adminName = "admin.Admin"
  static let faultsName = "steward.localnet.Faults"

  /// `faucet.Faucet`.
  static func faucet(_ faucet: Faucet, of node: LocalnetNode) -> ByteService {
    ByteService(
      name: "faucet.Faucet",
      handlers: [
        "RequestGas": { request in
          let recipient = try decode(request) { (reader) throws(BCSError) in
            try reader.readString()
          }
          let address: SomaAddress
          do throws(IdentifierError) {
            address = try SomaAddress(recipient)
          } catch {
            throw RPCError(
              code: .invalidArgument, message: "Invalid address: \(error.diagnostic.detail)")
          }
          return try await faucet.reply(to: address, from: node)
        }
      ])
  }

  /// `admin.Admin`.
  static func admin(_ node: LocalnetNode) -> ByteService {
    ByteService(
      name: adminName,
      handlers: [
        "AdvanceEpoch": { _ in
          guard node.configuration.epochEnd != .byDuration else {
            throw RPCError(
              code: .failedPrecondition, message: "this localnet ends its epochs by duration only")
          }
          do {
            return try await node.endEpoch().bcsBytes
          } catch {
            throw RPCError(code: .internalError, message: "\(error)")
          }
        }
      ])
  }

  /// `scoring.Scoring`. Scores come of running models, which a localnet cannot: without a scorer
  /// it says so.
  static func scoring(_ scorer: Scorer?) -> ByteService {
    ByteService(
      name: "scoring.Scoring",
      handlers: [
        "Health": { _ in [1] },
        "Score": { request in
          guard let scorer else {
            throw RPCError(
              code: .unimplemented,
              message: "this localnet has no scorer: scores come of running models, and none is "
                + "configured")
          }
          return try await scorer(request)
        },
      ])
  }

  /// `grpc.health.v1.Health`, whose reply is the one field `status` with SERVING.
  static let health = ByteService(
    name: "grpc.health.v1.Health", handlers: ["Check": { _ in [0x08, 0x01] }])

  /// `steward.localnet.Faults`: JSON over gRPC, for rehearsals from other programs.
  ///
  /// `Inject` takes a ``FaultRule`` and returns `{"id": 1}`; `List` returns an array of
  /// `{"id": 1, "rule": {…}}`; `Clear` takes `{"id": 1}`, or `{}` for all of them.
  static func faults(_ faults: Faults, of node: LocalnetNode) -> ByteService {
    ByteService(
      name: faultsName,
      handlers: [
        "Inject": { request in
          let rule: FaultRule
          let version = await node.read { $0.systemState.protocolVersion }
          do throws(FaultRuleError) {
            rule = try FaultRule(json: request)
            try rule.requireFitting(
              protocolVersion: version, hasFollower: node.configuration.hasFollower)
          } catch {
            throw RPCError(code: .invalidArgument, message: error.text)
          }
          return try encode(FaultNumber(id: faults.inject(rule)))
        },
        "List": { _ in
          try encode(faults.entries.map { NumberedFault(id: $0.id, rule: $0.rule) })
        },
        "Clear": { request in
          if let id = try faultNumber(request) {
            guard faults.clear(id) else {
              throw RPCError(code: .notFound, message: "there is no such fault")
            }
          } else {
            faults.clearAll()
          }
          return Array("{}".utf8)
        },
      ])
  }

  private static func decode<Value>(
    _ bytes: [UInt8], _ read: (inout BCSReader) throws(BCSError) -> Value
  ) throws -> Value {
    do {
      var reader = BCSReader(bytes)
      let value = try read(&reader)
      try reader.finish()
      return value
    } catch {
      throw RPCError(code: .internalError, message: "the request is not BCS: \(error)")
    }
  }

  /// The one field of a request to clear a fault; `nil` when it has none.
  private static func faultNumber(_ bytes: [UInt8]) throws -> UInt64? {
    guard !bytes.isEmpty else { return nil }
    guard let fields = try? JSONDecoder().decode([String: UInt64].self, from: Data(bytes)),
      fields.keys.allSatisfy({ $0 == "id" })
    else {
      throw RPCError(
        code: .invalidArgument, message: #"the request is neither {} nor such as {"id": 1}"#)
    }
    return fields["id"]
  }

  private static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(value))
  }
}

/// What a scoring service does: BCS in, BCS out; see WIRE.md 8.
public typealias Scorer = @Sendable ([UInt8]) async throws -> [UInt8]

private struct FaultNumber: Codable {
  let id: UInt64
}

private struct NumberedFault: Codable {
  let id: UInt64
  let rule: FaultRule
}
