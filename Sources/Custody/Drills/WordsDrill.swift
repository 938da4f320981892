import SomaCrypto
import SomaTypes

/// The rehearsal of a total loss: every live commitment is proven from words, chain and hosts alone.
///
/// It never gates a run without a person.
public enum WordsDrill {
  /// Rehearses.
  ///
  /// - Parameters:
  ///   - master: From the words that a person typed: ``Master/init(words:id:wallets:)``. Not from the
  ///     keyring.
  ///   - recovery: What the chain shows.
  ///   - material: What the hosts gave for ``Recovery/packetNames``.
  ///   - time: When this is, in seconds since 1970.
  /// - Returns: What was proven: the pending and live commitments under this master. Those under
  ///   other masters and those of imported keys are not its business.
  /// - Throws: ``DrillError/unproven(_:)``; `CryptoError`.
  public static func run(
    master: borrowing Master, recovery: Recovery, material: [RecoveryMaterial], at time: UInt64
  ) throws -> DrillRecord {
    let id = master.id
    let report = try recovery.report(
      keyring: Keyring(master, at: time), material: material)
    let covered = report.commitments.filter {
      $0.commitment.standing != .inactive && $0.commitment.object?.masterID == id
    }
    var unproven: Set<ModelID> = []
    var proofs: [DrillRecord.Proof] = []
    for found in covered {
      if case .derived(let object) = found.key, found.embedding != .missing {
        proofs.append(
          DrillRecord.Proof(object: object, commitments: found.commitment.commitments))
      } else if found.commitment.revealEpoch != nil {
        unproven.insert(found.commitment.modelID)
      }
    }
    guard unproven.isEmpty else { throw DrillError.unproven(unproven.sorted()) }
    return DrillRecord(
      kind: .words, at: time, chain: recovery.chain, owner: recovery.owner, proofs: proofs)
  }
}
