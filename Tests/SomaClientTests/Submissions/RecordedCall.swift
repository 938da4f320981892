import BCS
import SomaClient
import SomaCrypto
import SomaTypes
import TestSupport
import WireVectors

/// A submission of the real SDK: what it was asked, and the request that it sent.
struct RecordedCall: Sendable {
  let name: String
  let inputs: JSONValue
  let request: [UInt8]
  let signed: SignedTransaction
  let modelID: String?

  init(_ row: JSONValue) throws {
    name = row["name"].string ?? ""
    inputs = row["inputs"]
    request = try row.bytes("request_protobuf_hex")
    signed = try SignedTransaction(bcsBytes: row.bytes("signed_transaction_bcs_hex"))
    modelID = row["model_id_returned"].string
  }

  static func all() throws -> [RecordedCall] { try recorded.get() }

  /// Read once: it is long.
  private static let recorded = Result {
    try vectors("transactions")["transactions"].elements.map(RecordedCall.init)
  }

  static func named(_ name: String) throws -> RecordedCall {
    guard let row = try all().first(where: { $0.name == name }) else { throw NoSuchRow(name: name) }
    return row
  }

  struct NoSuchRow: Error {
    let name: String
  }

  /// The coins that the recorded transaction uses, and no others.
  var coins: [SomaObject] {
    get throws {
      let used = Set((signed.data.gasPayment + signed.data.kind.ownedInputs).map(\.id))
      return try Recorded.coins(4).filter { used.contains($0.id) }
    }
  }

  func id<Kind>(_ name: String) throws -> Identifier<Kind> {
    try Identifier(inputs[name].string ?? "", spelling: .argument)
  }

  func number(_ name: String) -> Double {
    inputs[name].double ?? .nan
  }

  /// Shannons, as the real SDK makes them of SOMA.
  func amount(_ name: String) -> Amount { Self.amount(number(name)) }

  static func amount(_ soma: Double) -> Amount { Amount(UInt64(soma * 1e9)) }

  func bytes(_ name: String) throws -> [UInt8]? {
    inputs[name] == .null ? nil : try inputs.bytes(name)
  }

  /// The floats of a list, or of the formula that stands for one.
  func tensor(_ name: String) -> SomaTensor {
    guard inputs[name] == .null else {
      return SomaTensor(inputs[name].elements.compactMap(\.double).map { Float($0) })
    }
    return SomaTensor(
      (0..<2048).map { (index: UInt32) in Float(Double(index &* 2_654_435_761) / 0x1p32 - 0.5) })
  }

  var release: ModelRelease {
    get throws {
      let weights = try inputs.bytes("encrypted_weights")
      return ModelRelease(
        manifest: ContentManifest(
          url: try CanonicalURL(inputs["weights_url"].string ?? ""),
          checksum: Checksum(Blake2b256.hash(weights)), sizeInBytes: UInt64(weights.count)),
        decryptionKey: try key, embedding: tensor("embedding"))
    }
  }

  var key: DecryptionKey {
    get throws { try DecryptionKey(base58: inputs["decryption_key_base58"].string ?? "") }
  }

  var submission: DataSubmission {
    get throws {
      let data = try inputs.bytes("data")
      return DataSubmission(
        targetID: try id("target_id"),
        manifest: ContentManifest(
          url: try CanonicalURL(inputs["data_url"].string ?? ""),
          checksum: Checksum(Blake2b256.hash(data)), sizeInBytes: UInt64(data.count)),
        modelID: try id("model_id"), embedding: tensor("embedding"),
        distanceScore: SomaTensor(scalar: Float(number("distance_score"))),
        lossScore: tensor("loss_score"))
    }
  }
}

extension JSONValue {
  /// The number, if it is one.
  var double: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }
}
