import SomaTypes

// Source: `authority/src/checkpoints/mod.rs`, `create_checkpoints`.

extension Ledger {
  /// Makes a checkpoint of everything that was executed since the last one, be it nothing.
  ///
  /// Only now do balances and the checkpoints of transactions change: CHAIN.md 7.3.
  ///
  /// - Parameter timestampMs: The time, in milliseconds since 1970 in UTC; one that goes backwards
  ///   counts as the latest before.
  /// - Returns: The checkpoint.
  public mutating func makeCheckpoint(at timestampMs: UInt64) -> Checkpoint {
    clockMs = max(clockMs, timestampMs)
    let effects = unsettled.compactMap { records[$0]?.effects }
    return settle(endOfEpoch: nil, commitments: [.artifacts(of: effects)])
  }

  /// Makes a checkpoint of what is unsettled, at ``clockMs``.
  ///
  /// - Parameters:
  ///   - endOfEpoch: Given when the last of them is a ChangeEpoch.
  ///   - commitments: What signers would vouch for beside the transactions.
  /// - Returns: The checkpoint.
  @discardableResult
  mutating func settle(
    endOfEpoch: EndOfEpochData?, commitments: [CheckpointCommitment]
  ) -> Checkpoint {
    let previous = checkpoints.last
    let number = CheckpointSequenceNumber(UInt64(checkpoints.count))
    let settled = unsettled.compactMap { records[$0] }
    let contents = CheckpointContents(
      entries: settled.map { record in
        CheckpointContents.Entry(
          digests: ExecutionDigests(
            transaction: record.digest, effects: record.effects.digest),
          userSignatures: record.signatures)
      })
    let summary = CheckpointSummary(
      epoch: endOfEpoch == nil ? systemState.epoch : endedEpoch, sequenceNumber: number,
      networkTotalTransactions: (previous?.summary.networkTotalTransactions ?? 0)
        + UInt64(settled.count),
      contentDigest: contents.digest, previousDigest: previous?.digest,
      epochRollingTransactionFees: epochFees, timestampMs: clockMs,
      checkpointCommitments: commitments, endOfEpochData: endOfEpoch)
    let checkpoint = Checkpoint(summary, contents: contents)
    checkpoints.append(checkpoint)
    checkpointNumbers[checkpoint.digest] = number
    for record in settled {
      records[record.digest]?.checkpoint = number
      for (account, change) in record.balanceChanges {
        settledBalances[account, default: 0] += change
      }
    }
    unsettled = []
    owners.settle(with: objects)
    return checkpoint
  }

  /// The epoch before the live one.
  private var endedEpoch: Epoch { epochs.last?.epoch ?? systemState.epoch }
}
