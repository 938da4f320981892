import BCS
import Custody
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore

/// Writes what an event of the planner means for the tables that guard it: specs, approvals, releases,
/// attempts and intents. In the same transaction as the record itself.
struct JournalMirror {
  let transaction: JournalTransaction
  /// `nil` for what belongs to no model.
  let keyName: String?
  let attachment: Attachment
  let moment: StateStore.Moment

  /// Writes one event that changed a record.
  func write(_ event: ModelEvent, from before: ModelRecord, to after: ModelRecord) throws {
    switch event {
    case .accepted: try writeSpec(of: after)
    case .approved(let approval): try write(approval)
    case .release(let plaintext, let event):
      try write(event, of: before.releases[plaintext], after.releases[plaintext])
    case .packed(_, let commitments, _): try begin(commitments, after)
    case .prepared(let intents): for intent in intents { try write(intent, after) }
    case .intent(let digest, let event, _): try write(event, of: digest)
    case .attempt, .adopted, .replaced, .forced, .spent, .recognised, .foreign, .paused, .resumed,
      .acknowledgedLoss, .probed:
      break
    }
    try writeAttempts(from: before, to: after)
    try writeEvent(event)
  }

  /// Writes one event of no model.
  func write(_ event: SharedEvent, shared: SharedRecord) throws {
    switch event {
    case .walletPrepared(let intent): try write(intent, nil)
    case .walletIntent(let digest, let event, _): try write(event, of: digest)
    case .pinned(let chain, _):
      try transaction.recordEvent(
        "chain.pinned", model: nil, body: #"{"chain":"\#(chain)"}"#, at: moment)
    case .forgot(let id):
      try transaction.recordEvent(
        "model.forgotten", model: nil, body: #"{"model":"\#(id)"}"#, at: moment)
    case .sawVersion, .watched, .observed: break
    }
  }

  /// Writes the spec that holds now, with the content that it is to make live: one digest for both.
  func writeSpec(of record: ModelRecord) throws {
    var body = record.spec.canonicalBytes
    if let content = record.acceptedContent { body += content.bcsBytes }
    _ = try transaction.acceptSpec(body, of: keyName ?? "", at: moment)
    try transaction.recordEvent(
      "spec.accepted", model: keyName, body: #"{"generation":\#(record.generation)}"#, at: moment)
  }

  private func write(_ approval: Approval) throws {
    guard let action = ApprovalRecord.Action(rawValue: approval.action.rawValue) else { return }
    try transaction.recordApproval(
      ApprovalRecord(
        model: keyName ?? "", action: action, generation: approval.generation,
        cap: approval.cap ?? Amount(.max), lastEpoch: approval.lastEpoch,
        modelID: approval.modelID, grantedAt: moment))
  }

  private func write(
    _ event: Release.Event, of before: Release?, _ after: Release?
  ) throws {
    guard let manifest = after?.manifest ?? before?.manifest,
      let object = Custody.ObjectName(in: manifest.url),
      let id = StateStore.ReleaseID(object.releaseID.bytes)
    else { return }
    let (checksum, url) = (manifest.checksum, manifest.url.text)
    let state: ReleaseRecord.State =
      switch event {
      case .sealed, .vanished: .sealed(checksum)
      case .hosted: .hosted(checksum, url: url)
      case .verified: .verified(checksum, url: url)
      case .rejected(let defect): .rejected("\(defect)")
      }
    try transaction.recordState(state, ofRelease: id, at: moment)
  }

  private func begin(_ commitments: ModelCommitments, _ record: ModelRecord) throws {
    guard let packet = attachment.packet,
      let object = Custody.ObjectName(in: commitments.manifest.url),
      let release = StateStore.ReleaseID(object.releaseID.bytes)
    else { return }
    _ = try transaction.beginAttempt(
      model: keyName ?? "", release: release, packet: packet, commitments: commitments.digest,
      at: moment)
  }

  /// Attempts that moved, also because a transaction that they were for did.
  private func writeAttempts(from before: ModelRecord, to after: ModelRecord) throws {
    for (index, attempt) in after.attempts.enumerated() {
      let last = index < before.attempts.count ? before.attempts[index].state : .packed
      guard last != attempt.state, let row = try row(of: attempt.commitments) else { continue }
      try transaction.recordState(attempt.state.stored, ofAttempt: row.id, at: moment)
    }
  }

  /// The row of an attempt; one that was adopted has none.
  private func row(of commitments: ModelCommitments) throws -> AttemptRecord? {
    let digest = commitments.digest
    return try transaction.attempts(of: keyName ?? "").last {
      $0.commitments == digest && !$0.state.isOver
    }
  }

  private func write(_ intent: Intent, _ record: ModelRecord?) throws {
    guard let fence = attachment.fence, let signed = attachment.signed[intent.digest] else {
      throw StateError.conflict("intent \(intent.digest)", reason: "its bytes are not at hand")
    }
    var attempt: AttemptRecord.ID?
    switch intent.purpose {
    case .commit(_, let commitments), .reveal(_, let commitments, _):
      attempt = try row(of: commitments)?.id
    case .create, .commission, .stake, .retire, .reserve, .claim: break
    }
    try transaction.recordIntent(
      IntentRecord(
        digest: intent.digest, wallet: signed.wallet, model: keyName,
        kind: intent.purpose.stored(in: record), attempt: attempt, bytes: signed.bytes,
        isSealed: signed.isSealed, inputs: signed.inputs, preparedAt: moment),
      under: fence, spending: attachment.spending, in: attachment.epoch)
  }

  private func write(
    _ event: IntentMachine.Event, of digest: TransactionDigest
  ) throws {
    switch event {
    case .sending(_, let epoch):
      guard let fence = attachment.fence else {
        throw StateError.conflict("intent \(digest)", reason: "nobody holds the lease")
      }
      _ = try transaction.recordSending(of: digest, under: fence, in: epoch, at: moment)
    case .ruled(.succeeded(let epoch)):
      try transaction.recordOutcome(.succeeded(epoch), of: digest, at: moment)
    case .ruled(.failed(let epoch)):
      try transaction.recordOutcome(
        .failed(epoch, attachment.failure ?? "unknown"), of: digest, at: moment)
    case .ruled(.dead), .withdrawn:
      try transaction.recordOutcome(.dead, of: digest, at: moment)
    case .metLock, .overtaken: break
    }
  }

  private func writeEvent(_ event: ModelEvent) throws {
    guard let (kind, body) = event.facts else { return }
    try transaction.recordEvent(kind, model: keyName, body: body, at: moment)
  }
}

extension ModelCommitments {
  /// BLAKE2b-256 of all that is promised, URL included, as drills and attempts keep it.
  var digest: Checksum { Checksum(Blake2b256.hash(bcsBytes)) }
}

extension Attempt.State {
  /// As the state keeps it.
  fileprivate var stored: AttemptRecord.State {
    switch self {
    case .packed: .packed
    case .drilled: .drilled
    case .creating: .creating
    case .created: .created
    case .committing: .committing
    case .committed(let window): .committed(window.commitEpoch)
    case .revealing(let window): .revealing(window.commitEpoch)
    case .live: .live
    case .superseded: .superseded
    case .lapsed: .lapsed
    case .lost: .lost
    }
  }
}

extension AttemptRecord.State {
  fileprivate var isOver: Bool {
    switch self {
    case .superseded, .lapsed, .lost: true
    case .packed, .drilled, .creating, .created, .committing, .committed, .revealing, .live: false
    }
  }
}

extension Intent.Purpose {
  /// As the state keeps it: it tells first commits from updates.
  fileprivate func stored(in record: ModelRecord?) -> IntentRecord.Kind {
    switch self {
    case .create: .create
    case .commit:
      record?.attempts.contains { $0.state == .live || $0.state == .superseded } ?? false
        ? .updateCommit : .firstCommit
    case .reveal: .reveal
    case .commission: .commission
    case .stake: .stake
    case .retire: .retire
    case .reserve: .payment
    case .claim: .claim
    }
  }
}
