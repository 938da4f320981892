import BCS
import SomaTypes
import Testing

struct TargetTests {
  private var open: Target {
    Target(
      embedding: SomaTensor([0.125, -0.25]), modelIDs: [ModelID(seed: 0xB1), ModelID(seed: 0x01)],
      distanceThreshold: SomaTensor(scalar: 0.95), rewardPool: 12_345, generationEpoch: 40)
  }

  private func hit(_ status: TargetStatus, reports: Set<SomaAddress>) throws -> Target {
    var target = open
    target.status = status
    target.submitter = SomaAddress(seed: 0xA2)
    target.winningModelID = ModelID(seed: 0xB1)
    target.winningModelOwner = SomaAddress(seed: 0xA0)
    target.bondAmount = 66_560
    target.winningDataManifest = try ContentManifest(
      address: "https://data.example/1.bin", seed: 0x68, size: 1024)
    target.winningEmbedding = SomaTensor([0.25, 0.5])
    target.winningDistanceScore = SomaTensor(scalar: 0.75)
    target.winningLossScore = SomaTensor([1, 2, 3])
    target.submissionReports = reports
    return target
  }

  @Test("targets are read and written as the chain does, in each status")
  func golden() throws {
    let vectors = try StateVectors.all.targets
    let expected = [
      open,
      try hit(
        .filled(fillEpoch: 40), reports: [SomaAddress(seed: 0xE0), SomaAddress(seed: 0x30)]),
      try hit(.claimed, reports: []),
    ]
    try #require(vectors.count == expected.count)
    for (vector, target) in zip(vectors, expected) {
      #expect(try Target(bcsBytes: vector.bytes) == target)
      #expect(try target.bcsBytes == vector.bytes)
    }
  }

  @Test("a target is the content of one type of object only")
  func content() throws {
    let vector = try #require(StateVectors.all.targets.first)
    var object = SomaObject(
      type: .target, version: 7, id: ObjectID(seed: 1), content: try vector.bytes,
      owner: .shared(initialVersion: 1), previousTransaction: .zero)
    #expect(try Target(object) == open)
    object.type = .coin
    #expect(throws: BCSError.self) { try Target(object) }
  }
}
