import SomaTypes

/// What `steward chain score --output json` printed, as far as a submission needs it.
struct ScoreFile: Decodable {
  private let winner: Int
  private let winnerModelId: String
  private let distance: [FloatText]
  private let lossScore: [FloatText]
  private let embedding: [FloatText]

  /// Reads such a file.
  ///
  /// - Throws: `CommandFailure` with status 5.
  static func read(_ path: String) throws -> ScoreFile {
    let file = try FloatText.read(
      ScoreFile.self, fromFile: path,
      shape: "what `steward chain score --output json` prints")
    guard file.distance.indices.contains(file.winner) else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: ScoreReplyError.noSuchWinner(UInt64(file.winner.magnitude)))
    }
    return file
  }

  /// The submission of these data with the winning model.
  func submission(target: TargetID, manifest: ContentManifest) throws -> DataSubmission {
    DataSubmission(
      targetID: target, manifest: manifest,
      modelID: try TypedText.id(winnerModelId, "winnerModelId"),
      embedding: SomaTensor(embedding.map(\.value)),
      distanceScore: SomaTensor(scalar: distance[winner].value),
      lossScore: SomaTensor(lossScore.map(\.value)))
  }
}
