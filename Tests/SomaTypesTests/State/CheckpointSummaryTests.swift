import BCS
import SomaCrypto
import SomaTypes
import Testing

struct CheckpointSummaryTests {
  private func expected() throws -> [CheckpointSummary] {
    let genesis = CheckpointSummary(
      epoch: 41, sequenceNumber: 0, networkTotalTransactions: 123_456,
      contentDigest: CheckpointContentsDigest(seed: 0x70), previousDigest: nil,
      epochRollingTransactionFees: TransactionFee(
        baseFee: 4000, operationFee: 900, valueFee: 500_000, totalFee: 504_900),
      timestampMs: 1_767_225_600_123)
    var next = genesis
    next.previousDigest = CheckpointDigest(seed: 0x71)

    var withCommitments = next
    withCommitments.sequenceNumber = 7
    withCommitments.checkpointCommitments = [
      .ecmhLiveObjectSet(ECMHLiveObjectSetDigest(seed: 0x72)),
      .checkpointArtifacts(CheckpointArtifactsDigest(seed: 0x73)),
    ]
    var last = next
    last.sequenceNumber = 8
    last.endOfEpochData = EndOfEpochData(
      nextEpochValidatorCommittee: try Committee(
        epoch: 42, members: [(0xF0, 5000), (0x0F, 2000), (0xD0, 3000)]),
      nextEpochProtocolVersion: 5,
      epochCommitments: [.ecmhLiveObjectSet(ECMHLiveObjectSetDigest(seed: 0x74))])
    var later = next
    later.sequenceNumber = 9
    later.versionSpecificData = [1, 2, 3]
    return [genesis, withCommitments, last, later]
  }

  @Test("summaries are read, written and hashed as the chain does", arguments: 0..<4)
  func golden(index: Int) throws {
    let vectors = try StateVectors.all.summaries
    try #require(vectors.count == 4)
    let summary = try CheckpointSummary(bcsBytes: vectors[index].bytes)
    #expect(try summary == expected()[index])
    #expect(try summary.bcsBytes == vectors[index].bytes)
    #expect(summary.digest.bytes.description == vectors[index].digest)
  }

  @Test("the members of a committee are in the order of a signature's bitmap")
  func memberOrder() throws {
    let committee = try Committee(epoch: 1, members: [(0xF0, 5000), (0x0F, 2000), (0xD0, 3000)])
    #expect(try committee.names == [0x0F, 0xD0, 0xF0].map(AuthorityName.init(seed:)))
  }

  /// A committee of one, with the three places where its name stands and what they carry.
  private func committee(
    keyOf keySeed: UInt8 = 1, keyFor keyName: UInt8 = 1, position: UInt64 = 0,
    positionFor positionName: UInt8 = 1
  ) throws -> [UInt8] {
    try encoded { writer in
      writer.write(UInt64(3))
      writer.writeMap([try AuthorityName(seed: 1): VotingPower.total])
      writer.writeMap([try AuthorityName(seed: keyName): try BLSPublicKey(seed: keySeed)])
      writer.writeMap([try AuthorityName(seed: positionName): Epoch(position)])
      writer.writeLength(0)
    }
  }

  @Test("a committee that contradicts itself is refused")
  func contradictions() throws {
    let sound = try committee()
    #expect(try Committee(bcsBytes: sound).bcsBytes == sound)
    let keys = BCSError(
      .invalidValue(type: "Committee", reason: "the keys are not those of the names"), at: 114)
    #expect(throws: keys) { try Committee(bcsBytes: committee(keyOf: 2)) }
    #expect(throws: keys) { try Committee(bcsBytes: committee(keyFor: 2)) }
    let positions = BCSError(
      .invalidValue(type: "Committee", reason: "the positions are not those of the names"), at: 308)
    #expect(throws: positions) { try Committee(bcsBytes: committee(position: 1)) }
    #expect(throws: positions) { try Committee(bcsBytes: committee(positionFor: 2)) }
  }

  @Test("names of a committee out of order are refused")
  func unsorted() throws {
    var bytes = [UInt8](repeating: 0, count: 8) + [2]
    for seed: UInt8 in [9, 8] { bytes += [96] + pattern(seed, 96) + pattern(0, 8) }
    #expect(throws: BCSError(.unsortedKeys, at: 114)) { try Committee(bcsBytes: bytes) }
  }
}
