public import BCS

extension TransactionKind: BCSCodable {
  /// The BCS index of this kind, `0...25`.
  public var index: Int {
    switch self {
    case .genesis: 0
    case .consensusCommitPrologue: 1
    case .changeEpoch: 2
    case .addValidator: 3
    case .removeValidator: 4
    case .reportValidator: 5
    case .undoReportValidator: 6
    case .updateValidatorMetadata: 7
    case .setCommissionRate: 8
    case .transferCoin: 9
    case .payCoins: 10
    case .transferObjects: 11
    case .addStake: 12
    case .withdrawStake: 13
    case .createModel: 14
    case .commitModel: 15
    case .revealModel: 16
    case .addStakeToModel: 17
    case .setModelCommissionRate: 18
    case .deactivateModel: 19
    case .reportModel: 20
    case .undoReportModel: 21
    case .submitData: 22
    case .claimRewards: 23
    case .reportSubmission: 24
    case .undoReportSubmission: 25
    }
  }

  /// Reads a kind.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "TransactionKind", count: Self.names.count) {
      case 0: .genesis(objects: try reader.readSequence())
      case 1: .consensusCommitPrologue(try reader.read())
      case 2: .changeEpoch(try reader.read())
      case 3: .addValidator(try reader.read())
      case 4: .removeValidator(pubkey: try reader.readByteString())
      case 5: .reportValidator(reportee: try reader.read())
      case 6: .undoReportValidator(reportee: try reader.read())
      case 7: .updateValidatorMetadata(try reader.read())
      case 8: .setCommissionRate(newRate: try reader.read())
      case 9: .transferCoin(try reader.read())
      case 10: .payCoins(try reader.read())
      case 11: .transferObjects(try reader.read())
      case 12: .addStake(try reader.read())
      case 13: .withdrawStake(stakedSoma: try reader.read())
      case 14: .createModel(try reader.read())
      case 15: .commitModel(try reader.read())
      case 16: .revealModel(try reader.read())
      case 17: .addStakeToModel(try reader.read())
      case 18: .setModelCommissionRate(try reader.read())
      case 19: .deactivateModel(modelID: try reader.read())
      case 20: .reportModel(modelID: try reader.read())
      case 21: .undoReportModel(modelID: try reader.read())
      case 22: .submitData(try reader.read())
      case 23: .claimRewards(targetID: try reader.read())
      case 24: .reportSubmission(targetID: try reader.read())
      default: .undoReportSubmission(targetID: try reader.read())
      }
  }

  /// Writes the kind.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(index)
    switch self {
    case .genesis(let objects): writer.writeSequence(objects)
    case .removeValidator(let pubkey): writer.writeByteString(pubkey)
    case .consensusCommitPrologue(let payload): writer.write(payload)
    case .changeEpoch(let payload): writer.write(payload)
    case .addValidator(let payload): writer.write(payload)
    case .reportValidator(let reportee), .undoReportValidator(let reportee): writer.write(reportee)
    case .updateValidatorMetadata(let payload): writer.write(payload)
    case .setCommissionRate(let newRate): writer.write(newRate)
    case .transferCoin(let payload): writer.write(payload)
    case .payCoins(let payload): writer.write(payload)
    case .transferObjects(let payload): writer.write(payload)
    case .addStake(let payload): writer.write(payload)
    case .withdrawStake(let stakedSoma): writer.write(stakedSoma)
    case .createModel(let payload): writer.write(payload)
    case .commitModel(let payload): writer.write(payload)
    case .revealModel(let payload): writer.write(payload)
    case .addStakeToModel(let payload): writer.write(payload)
    case .setModelCommissionRate(let payload): writer.write(payload)
    case .deactivateModel(let modelID), .reportModel(let modelID), .undoReportModel(let modelID):
      writer.write(modelID)
    case .submitData(let payload): writer.write(payload)
    case .claimRewards(let targetID), .reportSubmission(let targetID),
      .undoReportSubmission(let targetID):
      writer.write(targetID)
    }
  }
}
