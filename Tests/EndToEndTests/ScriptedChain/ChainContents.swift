import BCS
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// What a ``ScriptedChain`` shows: epoch 7, four models, one validator, an owner with three coins and a
/// receipt of stake.
struct ChainContents: Sendable {
  /// The account of the key that is 32 times 0x11.
  static let owner = SomaAddress(Ed25519PublicKey(bytes: publicKey))
  private static let publicKey =
    Bytes32(
      [
        0xd0, 0x4a, 0xb2, 0x32, 0x74, 0x2b, 0xb4, 0xab, 0x3a, 0x13, 0x68, 0xbd, 0x46, 0x15, 0xe4,
        0xe6,
        0xd0, 0x22, 0x4a, 0xb7, 0x1a, 0x01, 0x6b, 0xaf, 0x85, 0x20, 0xa3, 0x32, 0xc9, 0x77, 0x87,
        0x37,
      ] as [UInt8]) ?? .zero

  var info = ServiceInfo(
    chainID: CheckpointDigest(Bytes32(repeating: 0x42)), chain: "localnet", epoch: 7,
    checkpointHeight: 42, server: "soma-node/0.1.21")
  var protocolConfig = ProtocolConfig(
    protocolVersion: 5,
    attributes: [
      "base_fee": "1000", "write_object_fee": "300", "max_value_fee_bps": "50",
      "submission_bond_per_byte": "65", "model_architecture_version": "1",
    ])
  var state: SystemState
  /// The key of a registry entry that is no model.
  var damagedModel: String?
  var checkpoint: CertifiedCheckpoint
  var coins = [
    coin(0xc1, holding: 10_000_000_000), coin(0xc2, holding: 2_500_000_000), coin(0xc3, holding: 7),
  ]
  let stakes = [
    object(
      0x5a, .stakedSoma,
      StakedSoma(poolID: StakingPoolID(seed: 0xb3), activationEpoch: 6, principal: 1_000_000_000)
        .bcsBytes)
  ]
  var targets: [ListedTarget]
  var faucetStatus = "Success"
  var isScoringHealthy = true

  init() throws {
    state = try SystemState.small()
    checkpoint = try CertifiedCheckpoint.latest()
    targets = [
      ListedTarget(
        id: TargetID(seed: 0x71), status: .open, generationEpoch: 7, rewardPool: 12_700_000,
        embedding: SomaTensor([0.5, -1, 0.25, 0]), distanceThreshold: SomaTensor(scalar: 1.05),
        modelIDs: [ModelID(seed: 0xb3), ModelID(seed: 0xb4)]),
      ListedTarget(
        id: TargetID(seed: 0x72), status: .claimable, fillEpoch: 5, generationEpoch: 5,
        rewardPool: 12_700_000, embedding: SomaTensor([0, 1, 0, 0]),
        distanceThreshold: SomaTensor(scalar: 1.05), modelIDs: [ModelID(seed: 0xb3)],
        submitter: Self.owner, winningModelID: ModelID(seed: 0xb3), bondAmount: 65_000,
        dataURL: "https://data.example/d"),
    ]
  }

  /// In a later epoch.
  mutating func goOn(to epoch: Epoch) {
    info.epoch = epoch
    state.epoch = epoch
  }

  /// In epoch 9, with models whose weights are an object of ours.
  mutating func nameObject(_ name: String) throws {
    goOn(to: 9)
    let url = try CanonicalURL("https://weights.example/models/\(name)")
    for (id, model) in state.modelRegistry.models {
      guard case .active(var revealed, let update) = model.state else { continue }
      revealed.commitments.manifest.url = url
      state.modelRegistry.models[id]?.state = .active(revealed, pendingUpdate: update)
    }
  }

  /// One epoch and some checkpoints older.
  mutating func fallBehind() {
    info.epoch = 6
    info.checkpointHeight = 30
    state.epoch = 6
    checkpoint.summary.sequenceNumber = 30
    checkpoint.summary.epoch = 6
  }

  /// Texts that would do something to a terminal if they were printed as they are.
  mutating func setHostileTexts() {
    let text = "\u{1b}]0;gone\u{7}\u{202e}elif"
    info.chain = text
    info.server = text
    targets[1].dataURL = text
    faucetStatus = text
    protocolConfig.attributes[text] = text
    state.validators.validators[0].metadata.netAddress = text
  }

  static func coin(_ seed: UInt8, holding shannons: UInt64) -> SomaObject {
    object(seed, .coin, Amount(shannons: shannons).bcsBytes)
  }

  private static func object(_ seed: UInt8, _ type: ObjectType, _ content: [UInt8]) -> SomaObject {
    SomaObject(
      type: type, version: 3, id: ObjectID(seed: seed), content: content, owner: .address(owner),
      previousTransaction: .zero)
  }
}

extension ChainContents {
  /// The sum of the coins.
  var balance: Amount {
    coins.reduce(.zero) { sum, coin in
      (try? Coin(coin)).flatMap { sum.adding($0.balance) } ?? sum
    }
  }

  func owned(_ request: OwnedObjectsRequest) -> ObjectsPage {
    guard request.owner == Self.owner else { return ObjectsPage(objects: []) }
    return ObjectsPage(
      objects: (coins.reversed() + stakes).filter {
        request.type == nil || $0.type == request.type
      })
  }

  func object(_ id: ObjectID) -> SomaObject? {
    guard id != .systemState else {
      return SomaObject(
        type: .systemState, version: ObjectVersion(900 + state.epoch.rawValue), id: id,
        content: state.bcsBytes, owner: .shared(initialVersion: 1), previousTransaction: .zero)
    }
    return (coins + stakes).first { $0.id == id }
  }

  /// The one transaction of the past: it failed.
  func transaction(_ digest: TransactionDigest) -> ExecutedTransaction? {
    guard digest == TransactionDigest(Bytes32(repeating: 1)) else { return nil }
    let data = TransactionData(
      kind: .deactivateModel(modelID: ModelID(seed: 0xb1)), sender: Self.owner,
      gasPayment: [coins[0].reference])
    var executed = ExecutedTransaction(running: data, status: .failure(.modelNotActive))
    executed.digest = digest
    executed.effects.transactionDigest = digest
    executed.checkpoint = 42
    executed.timestampMs = 1_760_000_000_123
    return executed
  }

  func epoch(_ request: Soma_Rpc_GetEpochRequest) -> Soma_Rpc_GetEpochResponse {
    let number = EpochRequest(request).epoch ?? state.epoch
    guard number <= state.epoch else {
      return Soma_Rpc_GetEpochResponse(EpochInfo(epoch: number))
    }
    var reply = Soma_Rpc_GetEpochResponse(
      EpochInfo(epoch: number, protocolConfig: protocolConfig),
      state: request.readMask.paths.contains("system_state") ? state : nil)
    if let damagedModel, reply.epoch.hasSystemState {
      reply.epoch.systemState.modelRegistry.models[damagedModel] = Soma_Rpc_Model()
    }
    return reply
  }

  /// What the faucet says, in BCS.
  var faucetReply: [UInt8] {
    var writer = BCSWriter()
    writer.write(faucetStatus)
    let count = faucetStatus == "Success" ? 1 : 0
    writer.writeLength(count)
    if count > 0 {
      writer.write(UInt64(2_000_000_000))
      writer.write(ObjectID(seed: 0xfa).description)
      writer.write(TransactionDigest.zero.description)
    }
    return writer.bytes
  }

  /// What the scoring service says, in BCS: the second model wins.
  var scoreReply: [UInt8] {
    var writer = BCSWriter()
    writer.write(UInt64(1))
    for floats in [[0.5, 1.25], [0, 1, -1, 0.1], [0.75, 0.375]] as [[Float]] {
      writer.writeSequence(floats) { $0.write($1.bitPattern) }
    }
    return writer.bytes
  }
}

extension Identifier {
  /// An id that is one byte, repeated.
  init(seed: UInt8) { self.init(Bytes32(repeating: seed)) }
}
