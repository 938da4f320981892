import BCS
import SomaTypes

// Hits of targets and reports on them. Source: CHAIN.md 2.4, 3.2 and 5;
// `authority/src/execution/submission.rs`.

extension Execution {
  /// A target and its object.
  ///
  /// - Throws: ``ExecutionFailure/targetNotFound``.
  func readTarget(
    _ id: TargetID
  ) throws(ExecutionFailure) -> (object: SomaObject, target: Target) {
    guard let object = object(ObjectID(id.bytes)),
      // Whatever keeps it from being read, it is not a target.
      let target = try? Target(object)
    else { throw .targetNotFound }
    return (object, target)
  }

  /// Writes a target anew.
  mutating func write(_ target: Target, as object: SomaObject) {
    var written = object
    written.content = target.bcsBytes
    write(written)
  }

  /// ReportSubmission. The system state is read, and only its version moves on.
  mutating func reportSubmission(on id: TargetID) throws(ExecutionFailure) {
    var (object, target) = try readTarget(id)
    try target.report(by: sender, in: state)
    write(target, as: object)
  }

  /// UndoReportSubmission.
  mutating func undoReportSubmission(on id: TargetID) throws(ExecutionFailure) {
    var (object, target) = try readTarget(id)
    try target.undoReport(by: sender, in: state)
    write(target, as: object)
  }

  /// SubmitData: fills a target, and makes another one in its place while there is money for it.
  mutating func submit(_ submission: SubmitData) throws(ExecutionFailure) {
    var (object, target) = try readTarget(submission.targetID)
    try check(submission, against: target)
    let size = submission.dataManifest.sizeInBytes
    guard size <= state.parameters.maxSubmissionDataSize else {
      throw .dataExceedsMaxSize(size: size, maxSize: state.parameters.maxSubmissionDataSize)
    }
    let bond = try takeBond(forBytes: size, from: submission.bondCoin.id)
    guard let model = state.modelRegistry.models[submission.modelID], model.isActive else {
      throw .modelNotActive
    }
    target.status = .filled(fillEpoch: state.epoch)
    target.submitter = sender
    target.winningModelID = submission.modelID
    target.winningModelOwner = model.owner
    target.bondAmount = bond
    target.winningDataManifest = submission.dataManifest
    target.winningEmbedding = submission.embedding
    target.winningDistanceScore = submission.distanceScore
    target.winningLossScore = submission.lossScore
    state.recordHit()
    _ = nextCreationNumber()  // the chain passes over number 0 here
    try createReplacementTarget()
    write(target, as: object)
    saveState()
  }

  /// Makes a target if the chain would: the seed has one number and the target the next.
  ///
  /// - Throws: ``ExecutionFailure/embeddingDimensionMismatch(expected:actual:)`` for a model that
  ///   makes real nodes abort here.
  private mutating func createReplacementTarget() throws(ExecutionFailure) {
    guard state.targetShortage == nil else { return }
    let seed = TargetSeed(transaction: digest, creationNumber: nextCreationNumber())
    do throws(ExecutionFailure) {
      let target = try state.makeTarget(seed: seed)
      create(.target(id: nextID(), target))
    } catch {
      emit(.replacementTargetRefused(error))
      throw error
    }
  }

  private mutating func check(
    _ submission: SubmitData, against target: Target
  ) throws(ExecutionFailure) {
    guard case .open = target.status else { throw .targetNotOpen }
    guard state.epoch <= target.generationEpoch else {
      throw .targetExpired(
        generationEpoch: target.generationEpoch, currentEpoch: state.epoch)
    }
    guard target.modelIDs.contains(submission.modelID) else {
      throw .modelNotInTarget(modelID: submission.modelID, targetID: submission.targetID)
    }
    let expected = UInt64(target.embedding.bits.count)
    let actual = UInt64(submission.embedding.bits.count)
    guard actual == expected else {
      throw .embeddingDimensionMismatch(expected: expected, actual: actual)
    }
    guard submission.distanceScore.shape == [1], target.distanceThreshold.shape == [1] else {
      emit(.scoreIsNoScalar(submission.targetID))
      throw .invalidArguments(reason: "the distance is not a scalar")
    }
    // As on the chain, a distance that is not a number passes.
    guard !(submission.distanceScore.values[0] > target.distanceThreshold.values[0]) else {
      throw .distanceExceedsThreshold(
        score: submission.distanceScore, threshold: target.distanceThreshold)
    }
  }

  /// Takes the bond from a coin, which may be the gas coin.
  private mutating func takeBond(
    forBytes size: UInt64, from coinID: ObjectID
  ) throws(ExecutionFailure) -> Amount {
    let (product, overflow) = size.multipliedReportingOverflow(
      by: state.parameters.submissionBondPerByte.shannons)
    guard !overflow else { throw .arithmeticOverflow }
    let bond = Amount(shannons: product)
    let (coin, balance) = try ownCoin(coinID)
    guard let rest = balance.subtracting(bond) else {
      throw .insufficientBond(required: bond, provided: balance)
    }
    if rest == .zero, coinID != gasID { delete(coinID) } else { write(coin.holding(rest)) }
    return bond
  }
}
