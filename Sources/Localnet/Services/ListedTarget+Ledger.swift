import SomaTypes
import SomaWire

extension ListedTarget {
  /// A target with the status that is stored.
  init(id: TargetID, _ target: Target) {
    let status: Status
    var fillEpoch: Epoch?
    switch target.status {
    case .open: status = .open
    case .filled(let epoch):
      status = .filled
      fillEpoch = epoch
    case .claimed: status = .claimed
    }
    self.init(
      id: id, status: status, fillEpoch: fillEpoch, generationEpoch: target.generationEpoch,
      rewardPool: target.rewardPool, embedding: target.embedding,
      distanceThreshold: target.distanceThreshold, modelIDs: target.modelIDs,
      submitter: target.submitter, winningModelID: target.winningModelID,
      winningModelOwner: target.winningModelOwner, bondAmount: target.bondAmount,
      dataURL: target.winningDataManifest?.url.description)
  }
}
