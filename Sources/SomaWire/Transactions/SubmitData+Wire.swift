import SomaProto
import SomaTypes

extension SubmitData {
  /// Reads a submission. Lists of floats can be empty, as for nodes.
  init(_ message: Soma_Rpc_SubmitData) throws(WireError) {
    self.init(
      targetID: try Field("target_id", message.hasTargetID, message.targetID)
        .map(TargetID.init(protobuf:)),
      dataManifest: try Field("data_manifest", message.hasDataManifest, message.dataManifest).map {
        (submission) throws(WireError) in
        try Field("manifest", submission.hasManifest, submission.manifest)
          .map(ContentManifest.init(_:))
      },
      modelID: try Field("model_id", message.hasModelID, message.modelID)
        .map(ModelID.init(protobuf:)),
      embedding: SomaTensor(wire: message.embedding),
      distanceScore: SomaTensor(
        scalar: try Field("distance_score", message.hasDistanceScore, message.distanceScore).value),
      lossScore: SomaTensor(wire: message.lossScore),
      bondCoin: try Field("bond_coin", message.hasBondCoin, message.bondCoin)
        .map(ObjectRef.init(_:)))
  }
}

extension Soma_Rpc_SubmitData {
  /// Writes a submission.
  init(_ submission: SubmitData, form: IdentifierForm) {
    self.init()
    targetID = submission.targetID.text(.prefixed)
    dataManifest = Soma_Rpc_SubmissionManifest(submission.dataManifest)
    modelID = submission.modelID.text(.prefixed)
    embedding = submission.embedding.values
    distanceScore = submission.distanceScore.scalar
    lossScore = submission.lossScore.values
    bondCoin = Soma_Rpc_ObjectReference(submission.bondCoin, form: form)
  }
}
