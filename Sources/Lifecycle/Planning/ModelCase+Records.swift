import Manifest
import SomaTypes

// What the chain shows and the journal does not have yet. The chain comes first: whatever was recorded
// of an attempt, one whose commitments wait on the chain is committed.
extension ModelCase {
  mutating func planRecords() {
    guard let record, let view = context.view, case .known(let found) = facts else { return }
    recordCreate(found)
    guard let model = found else { return }
    if let pending = model.pendingUpdate, record.attempt(pending.commitments) != nil {
      recordCommit(pending, in: view)
    }
    if case .active(let revealed, _) = model.state, record.attempt(revealed.commitments) != nil {
      recordReveal(revealed.commitments)
    }
    for attempt in record.attempts { recordEnd(of: attempt, model, in: view.epoch) }
  }

  /// A transaction whose effect is on the chain: it ran if its coins moved, otherwise another did it.
  private mutating func settle(_ intent: Intent, in epoch: Epoch?) {
    guard case .sent(let sending) = intent.machine.state else { return }
    let purse = wallet?.coins.value
    let isUntouched = intent.coins.contains { coin in
      purse?.coins.contains { $0.reference == coin } ?? false
    }
    if isUntouched, sending.isOvertaken { return }
    let event: IntentMachine.Event = isUntouched ? .overtaken : .ruled(.succeeded(in: epoch))
    journal(.intent(intent.digest, event, wallClockMs: context.now.wallClockMs))
  }

  private mutating func journal(_ event: ModelEvent) {
    guard var copy = record, copy.apply(event) == .recorded else { return }
    add(.record(event), .journalIsBehind)
  }

  private mutating func recordCreate(_ found: Model?) {
    guard let found else { return }
    for intent in unresolved(.create) {
      let epoch: Epoch? = if case .created(let epoch) = found.state { epoch } else { nil }
      settle(intent, in: epoch)
    }
  }

  private mutating func recordCommit(_ pending: PendingModelUpdate, in view: ChainView) {
    for intent in unresolved(.commit) {
      if case .commit(_, pending.commitments) = intent.purpose {
        settle(intent, in: pending.commitEpoch)
      }
    }
    let opens: UInt64? =
      if view.epoch == pending.commitEpoch {
        context.nextBoundaryMs
      } else if view.epoch == pending.commitEpoch.next {
        view.epochStartMs
      } else {
        nil
      }
    journal(
      .attempt(
        pending.commitments,
        .committed(Attempt.Window(commitEpoch: pending.commitEpoch, opensMs: opens))))
  }

  private mutating func recordReveal(_ commitments: ModelCommitments) {
    for intent in unresolved(.reveal) {
      if case .reveal(_, commitments, _) = intent.purpose { settle(intent, in: nil) }
    }
    // The same content can wait again for a reveal while it is live.
    guard model?.pendingUpdate?.commitments != commitments else { return }
    let isKnown = record?.attempts.contains { $0.commitments == commitments && $0.state == .live }
    if isKnown == false { journal(.attempt(commitments, .revealed)) }
  }

  private mutating func recordEnd(of attempt: Attempt, _ model: Model, in epoch: Epoch) {
    if case .inactive = model.state {
      if attempt.window != nil { journal(.attempt(attempt.commitments, .lost)) }
      return
    }
    guard let window = attempt.window, let reveal = window.commitEpoch.next, epoch > reveal,
      case .active(let revealed, let pending) = model.state,
      pending?.commitments != attempt.commitments, revealed.commitments != attempt.commitments
    else { return }
    loss(.updateLapsed(commitEpoch: window.commitEpoch))
    journal(.attempt(attempt.commitments, .lapsed))
  }
}
