import Ledger
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire

/// What a mask asks for of a checkpoint, taken out of a ledger.
struct CheckpointReply: Sendable {
  private let checkpoint: CertifiedCheckpoint
  private let transactions: [ExecutedTransaction]
  private let objects: [SomaObject]?

  /// Takes out what is asked for, and no more than is cheap otherwise.
  init(_ checkpoint: Checkpoint, of ledger: Ledger, mask: FieldMaskTree) {
    let summary = checkpoint.summary
    let committee = ledger.epoch(summary.epoch)?.committee
    self.checkpoint = CertifiedCheckpoint(
      summary: summary,
      signature: .unverifiable(
        epoch: summary.epoch, signerCount: committee?.votingRights.count ?? 0),
      contents: checkpoint.contents)
    let asksForObjects = mask.subtree("objects")?.subtree("objects") != nil
    guard mask.contains("transactions") || asksForObjects else {
      transactions = []
      objects = nil
      return
    }
    let records = checkpoint.contents.entries.compactMap {
      ledger.transaction($0.digests.transaction)
    }
    transactions = records.map { record in
      var executed = ExecutedTransaction(record)
      executed.checkpoint = summary.sequenceNumber
      executed.timestampMs = summary.timestampMs
      return executed
    }
    objects =
      asksForObjects ? Array(Set(records.flatMap { ledger.objects(of: $0) })).inOrder : nil
  }

  /// The message.
  func message(_ mask: FieldMaskTree) -> Soma_Rpc_Checkpoint {
    var message = Soma_Rpc_Checkpoint(checkpoint, transactions: transactions).masked(mask)
    if let objects, let submask = mask.subtree("objects")?.subtree("objects") {
      message.objects.objects = objects.map { Soma_Rpc_Object($0, form: .bare).masked(submask) }
    }
    return message
  }
}

extension [SomaObject] {
  /// Ascending by id and version.
  fileprivate var inOrder: Self {
    sorted { ($0.id, $0.version) < ($1.id, $1.version) }
  }
}

extension CheckpointSignature {
  /// A signature by everyone that is a point of the curve, which is all that clients look at.
  ///
  /// It is the generator of G1, and verifies nothing: a localnet has no BLS.
  static func unverifiable(epoch: Epoch, signerCount: Int) -> CheckpointSignature {
    CheckpointSignature(
      epoch: epoch, signature: .generator, signers: Array(0..<UInt32(clamping: signerCount)))
  }
}

extension BLSSignature {
  /// The generator of G1, compressed. Source: the BLS12-381 curve's definition.
  fileprivate static let generator: BLSSignature = {
    let text =
      "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22"
      + "c6bb"
    guard let bytes = try? Hex.decode(text), let point = BLSSignature(bytes) else {
      preconditionFailure("the constant has 48 bytes")
    }
    return point
  }()
}
