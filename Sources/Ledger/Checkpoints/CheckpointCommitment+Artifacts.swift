import BCS
import SomaCrypto
import SomaTypes

extension CheckpointCommitment {
  /// The objects that transactions leave behind, with the special digests for deleted ones.
  ///
  /// BLAKE2b-256 of the BCS of a sequence of one digest, the Merkle root over id, version and
  /// digest, ascending by id. From the chain's source only; no vector of a real node covers it.
  /// Source: `types/src/checkpoints.rs`, `CheckpointArtifacts`.
  static func artifacts(of effects: some Sequence<TransactionEffects>) -> CheckpointCommitment {
    var last: [ObjectID: ObjectState] = [:]
    for written in effects.flatMap(\.written) {
      last[written.id] = ObjectState(reference: written)
    }
    let states = last.values.sorted { $0.reference.id < $1.reference.id }
    let root = ObjectDigest(MerkleTree.root(over: states))
    var writer = BCSWriter()
    writer.writeSequence([root])
    return .checkpointArtifacts(Digest(Blake2b256.hash(writer.bytes)))
  }

  /// A leaf: the same bytes as a reference.
  private struct ObjectState: BCSEncodable {
    let reference: ObjectRef

    func encode(to writer: inout BCSWriter) { writer.write(reference) }
  }
}
