import SomaTypes
import SomaWire

extension ListedTarget {
  /// One row of a list.
  var summary: OutputValue {
    .record([
      .init("targetId", id), .init("status", .text(status?.rawValue)),
      .init("generationEpoch", .number(generationEpoch?.rawValue)),
      .init("reward", rewardPool?.output ?? .null),
      .init("distanceThreshold", distanceThreshold?.scalarOutput ?? .null),
      .init("models", .number(UInt64(modelIDs.count))), .init("submitter", .text(submitter)),
    ])
  }

  /// Everything.
  var outputFields: [OutputValue.Field] {
    [
      .init("targetId", id), .init("status", .text(status?.rawValue)),
      .init("generationEpoch", .number(generationEpoch?.rawValue)),
      .init("fillEpoch", .number(fillEpoch?.rawValue)),
      .init("reward", rewardPool?.output ?? .null),
      .init("distanceThreshold", distanceThreshold?.scalarOutput ?? .null),
      .init("embeddingFloats", .number(UInt64(embedding?.bits.count ?? 0))),
      .init("modelIds", .list(modelIDs.map { .text($0.description) })),
      .init("submitter", .text(submitter)), .init("winningModelId", .text(winningModelID)),
      .init("winningModelOwner", .text(winningModelOwner)),
      .init("bond", bondAmount?.output ?? .null), .init("dataUrl", .text(dataURL)),
    ]
  }
}
