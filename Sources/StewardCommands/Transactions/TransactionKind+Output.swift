import SomaCrypto
import SomaTypes

extension TransactionKind {
  /// Whether its bytes hold a key that may not be public yet.
  var holdsKey: Bool {
    if case .revealModel = self { true } else { false }
  }

  /// Every field, by its name in the chain's own order.
  func outputFields(showKey: Bool) -> [OutputValue.Field] {
    switch self {
    case .genesis(let objects): [.init("objects", .list(objects.map(\.output)))]
    case .consensusCommitPrologue(let payload): payload.outputFields
    case .changeEpoch(let payload): payload.outputFields
    case .addValidator(let payload): payload.outputFields
    case .removeValidator(let pubkey): [.init("pubkeyHex", Hex.encode(pubkey))]
    case .reportValidator(let reportee), .undoReportValidator(let reportee):
      [.init("reportee", reportee)]
    case .updateValidatorMetadata(let payload): payload.outputFields
    case .setCommissionRate(let newRate): [.init("newRateBps", .number(newRate.rawValue))]
    case .transferCoin(let payload): payload.outputFields
    case .payCoins(let payload): payload.outputFields
    case .transferObjects(let payload): payload.outputFields
    case .addStake(let payload): payload.outputFields
    case .withdrawStake(let stakedSoma): [.init("stakedSoma", stakedSoma.output)]
    case .createModel(let payload): payload.outputFields
    case .commitModel(let payload): payload.outputFields
    case .revealModel(let payload): payload.outputFields(showKey: showKey)
    case .addStakeToModel(let payload): payload.outputFields
    case .setModelCommissionRate(let payload): payload.outputFields
    case .deactivateModel(let modelID), .reportModel(let modelID), .undoReportModel(let modelID):
      [.init("modelId", modelID)]
    case .submitData(let payload): payload.outputFields
    case .claimRewards(let targetID), .reportSubmission(let targetID),
      .undoReportSubmission(let targetID):
      [.init("targetId", targetID)]
    }
  }
}
