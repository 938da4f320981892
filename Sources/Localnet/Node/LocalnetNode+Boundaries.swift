import Ledger
public import SomaTypes

extension LocalnetNode {
  /// Ends the epoch now, and makes the first checkpoint of the next one.
  ///
  /// As on a real local network, an epoch that ends before its time pays no emission. Source:
  /// CHAIN.md 1.5, 9.
  ///
  /// - Returns: The epoch that runs now.
  /// - Throws: `BoundaryRefusal`; ``SubmissionRefusal/stopped``.
  @discardableResult
  public func endEpoch() throws -> Epoch {
    let version = faults.take { fault -> UInt64? in
      if case .protocolVersion(let version) = fault { version } else { nil }
    }
    let boundary = EpochChange(
      timestampMs: time.now, protocolVersion: version, isFailing: faults.take(.safeMode))
    let checkpoint = try change(.boundary(boundary)) { try $0.advanceEpoch(boundary) }
    for entry in checkpoint.contents.entries.suffix(1) {
      if let record = ledger.transaction(entry.digests.transaction) { noteExecution(of: record) }
    }
    publish(checkpoint)
    executeHeldTransactions()
    if !isLagging { settle() }
    return ledger.systemState.epoch
  }
}
