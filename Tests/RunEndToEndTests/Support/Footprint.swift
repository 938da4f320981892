import Ledger
import SomaCrypto
import SomaTypes

/// What transactions did on a chain, so that it can be compared with what they should have done.
struct Footprint: Equatable, Sendable, CustomStringConvertible {
  /// How many of each kind succeeded.
  private(set) var succeeded: [String: Int] = [:]
  /// How many of each kind failed.
  private(set) var failed: [String: Int] = [:]
  /// What was promised, and with what each promise was kept.
  private(set) var commits: [ModelCommitments: Int] = [:]
  /// The revealed keys, in their order.
  private(set) var keys: [Bytes32] = []

  init(_ records: [TransactionRecord]) {
    for record in records {
      let name = record.data.kind.name
      guard case .success = record.effects.status else {
        failed[name, default: 0] += 1
        continue
      }
      succeeded[name, default: 0] += 1
      switch record.data.kind {
      case .commitModel(let payload): commits[payload.commitments, default: 0] += 1
      case .revealModel(let payload): keys.append(payload.decryptionKey.revealed)
      default: break
      }
    }
  }

  /// How many transactions there were.
  var count: Int { succeeded.values.reduce(0, +) + failed.values.reduce(0, +) }

  /// Everything that does not depend on whose keys and files they are.
  var description: String {
    func list(_ counts: [String: Int]) -> String {
      counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
    return "\(list(succeeded)); failed: \(list(failed)); commits \(commits.values.sorted()); "
      + "keys \(keys.count), different \(Set(keys).count)"
  }
}

extension CommitModel {
  /// What it promises.
  var commitments: ModelCommitments {
    ModelCommitments(
      manifest: manifest, weightsCommitment: weightsCommitment,
      embeddingCommitment: embeddingCommitment, decryptionKeyCommitment: decryptionKeyCommitment)
  }
}
