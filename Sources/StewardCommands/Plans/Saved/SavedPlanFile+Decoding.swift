import FoundationEssentials
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

extension SavedPlanFile {
  /// Reads a file.
  ///
  /// - Throws: ``SavedPlanError``, also for a file that says the right things in another way than
  ///   ``text`` writes them.
  init(decoding bytes: [UInt8]) throws(SavedPlanError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw .tooLarge(byteCount: bytes.count)
    }
    let data = Data(bytes)
    let header = try Self.decode(Header.self, data)
    guard header.schema == Self.schema else { throw .otherSchema(header.schema) }
    let document: Document
    do throws(SavedPlanError) { document = try Self.decode(Document.self, data) } catch {
      // It is JSON; what a decoder cannot place is a number that is none of ours.
      throw error == .notAPlan ? .otherNotation : error
    }
    self.init(
      SavedPlan(
        basis: try document.basis.value, consequences: try document.consequences.value),
      madeAtMs: try known(LocalTime.milliseconds(iso8601: document.madeAt), "madeAt"))
    guard document.digest == digest.description else { throw .wrongDigest }
    guard Array(text.utf8) == bytes else { throw .otherNotation }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ data: Data
  ) throws(SavedPlanError) -> Value {
    do { return try JSONDecoder().decode(type, from: data) } catch {
      throw SavedPlanError(decoding: error)
    }
  }

  private struct Header: Decodable {
    var schema: String
  }

  private struct Document: Decodable {
    var madeAt: String
    var basis: Basis
    var consequences: Reviewed
    var digest: String
  }

  private struct Basis: Decodable {
    var manifests: String
    var lineage: String?
    var chain: String
    var owners: [Owner]

    var value: SavedPlan.Basis {
      get throws(SavedPlanError) {
        var addresses: [ResourceName: SomaAddress] = [:]
        for owner in owners {
          addresses[try known(ResourceName(owner.wallet), "owners")] =
            try known(try? SomaAddress(owner.address), "owners")
        }
        return SavedPlan.Basis(
          manifests: try known((try? Hex.decode(manifests)).flatMap { Bytes32($0) }, "manifests"),
          lineage: lineage,
          chain: try known(try? CheckpointDigest(base58: chain), "chain"), owners: addresses)
      }
    }
  }

  private struct Owner: Decodable {
    var wallet: String
    var address: String
  }

  private struct Reviewed: Decodable {
    var irreversible: [Action]
    var upperBoundShannons: String
    var lastEpoch: UInt64

    var value: Consequences {
      get throws(SavedPlanError) {
        var actions: Set<IrreversibleAction> = []
        for action in irreversible { actions.insert(try action.value) }
        return Consequences(
          irreversible: actions,
          upperBound: Amount(
            shannons: try known(UInt64(upperBoundShannons), "upperBoundShannons")),
          lastEpoch: Epoch(lastEpoch))
      }
    }
  }

  private struct Action: Decodable {
    var action: String
    var model: String
    var modelId: String?
    var stakeShannons: String?

    var value: IrreversibleAction {
      get throws(SavedPlanError) {
        let name = try known(ResourceName(model), "model")
        let id = modelId.flatMap { try? ModelID($0) }
        let stake = stakeShannons.flatMap { UInt64($0) }.map(Amount.init(shannons:))
        switch (action, id, stake) {
        case ("create", nil, let stake?): return .create(name, stake: stake)
        case ("stake", let id?, let stake?): return .stake(name, id, stake)
        case ("retire", let id?, nil): return .retire(name, id)
        default: throw .field("irreversible")
        }
      }
    }
  }
}

/// A value that could be read, or which field could not.
private func known<Value>(_ value: Value?, _ field: String) throws(SavedPlanError) -> Value {
  guard let value else { throw .field(field) }
  return value
}
