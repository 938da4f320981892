import Manifest
import SomaTypes

extension ModelRecord {
  /// Records an event; one that cannot be, or that says nothing new, changes nothing.
  public mutating func apply(_ event: ModelEvent) -> Outcome {
    switch event {
    case .accepted(let spec, let content): return accept(spec, content)
    case .release(let plaintext, let event):
      var release = releases[plaintext] ?? Release()
      let outcome = release.apply(event)
      if outcome == .recorded { releases[plaintext] = release }
      return outcome
    case .packed(let content, let commitments, let copies):
      if let open = openAttempt(for: content), open.commitments == commitments {
        return change(commitments) { $0.apply(.packed(copies: copies)) }
      }
      attempts.append(Attempt(content: content, commitments: commitments, packetCopies: copies))
    case .attempt(let commitments, let event):
      let outcome = change(commitments) { $0.apply(event) }
      if outcome == .recorded, event == .revealed { supersede(all: commitments) }
      if outcome == .recorded, case .committed(let window) = event {
        noteCommit(window.commitEpoch)
      }
      return outcome
    case .prepared(let intents): return prepare(intents)
    case .intent(let digest, let event, let time): return apply(event, to: digest, atMs: time)
    case .adopted(let id):
      guard modelID == nil else { return .stale }
      modelID = id
    case .replaced(let id):
      guard modelID == id else { return .stale }
      formerIDs.insert(id)
      modelID = nil
      isLossAcknowledged = false
      for index in attempts.indices { _ = attempts[index].apply(.lost) }  // the rest is stale
    case .forced(let epoch): return forcedReveals.insert(epoch).inserted ? .recorded : .stale
    case .spent(let amount, let epoch):
      let before = spending.map { $0.epoch == epoch ? $0.amount : .zero } ?? .zero
      spending = Spending(epoch: epoch, amount: before.adding(amount) ?? Amount(.max))
    case .recognised(let content, let commitments):
      guard attempt(commitments) == nil else { return .stale }
      attempts.append(Attempt(content: content, commitments: commitments, packetCopies: 0))
    case .foreign(let commitments):
      return foreignCommitments.insert(commitments).inserted ? .recorded : .stale
    case .approved(let approval): approvals.append(approval)
    case .paused: isPaused = true
    case .resumed: isPaused = false
    case .acknowledgedLoss: isLossAcknowledged = true
    case .probed(let isGood, let isFull, let time):
      probe.record(isGood: isGood, isFull: isFull, atMs: time)
    }
    return .recorded
  }

  private mutating func accept(_ spec: ModelSpec, _ content: ReleaseContent?) -> Outcome {
    guard spec != self.spec || content != acceptedContent else { return .stale }
    self.spec = spec
    acceptedContent = content
    generation += 1
    return .recorded
  }

  private mutating func change(
    _ commitments: ModelCommitments, by body: (inout Attempt) -> Outcome
  ) -> Outcome {
    guard let index = attempts.lastIndex(where: { $0.commitments == commitments }) else {
      return .stale
    }
    return body(&attempts[index])
  }

  private mutating func supersede(all but: ModelCommitments) {
    for index in attempts.indices where attempts[index].commitments != but {
      _ = attempts[index].apply(.superseded)  // stale unless it was live
    }
  }

  private mutating func noteCommit(_ epoch: Epoch) {
    lastSuccess[.commit] = max(lastSuccess[.commit] ?? epoch, epoch)
  }

  /// At most one create ever, and no second stake or update while one is unresolved: the journal
  /// refuses what the planner must never ask for (P2).
  private mutating func prepare(_ new: [Intent]) -> Outcome {
    for intent in new {
      guard !intents.contains(where: { $0.digest == intent.digest }) else { return .stale }
      switch intent.purpose.kind {
      case .create:
        guard modelID == nil, !unresolved.contains(where: { $0.purpose.kind == .create }) else {
          return .stale
        }
      case .stake:
        guard !unresolved.contains(where: { $0.purpose.kind == .stake }) else { return .stale }
      case .commit, .reveal, .commission, .retire, .reserve, .claim: break
      }
    }
    let create = new.first { $0.purpose.kind == .create }
    for intent in new {
      switch intent.purpose {
      case .commit(_, let commitments):
        _ = change(commitments) {
          $0.apply(create.map { .createPrepared($0.digest) } ?? .commitPrepared(intent.digest))
        }
      case .reveal(_, let commitments, _): _ = change(commitments) { $0.apply(.revealPrepared) }
      case .create, .commission, .stake, .retire, .reserve, .claim: break
      }
    }
    intents += new
    return .recorded
  }

  private mutating func apply(
    _ event: IntentMachine.Event, to digest: TransactionDigest, atMs time: UInt64
  ) -> Outcome {
    guard let index = intents.firstIndex(where: { $0.digest == digest }) else { return .stale }
    let outcome = intents[index].machine.apply(event)
    guard outcome == .recorded else { return outcome }
    let intent = intents[index]
    switch intent.machine.state {
    case .prepared, .sent: break
    case .succeeded(let epoch): succeed(intent, in: epoch)
    case .failed:
      failures[intent.purpose.kind] = .after(
        failures[intent.purpose.kind], generation: intent.generation, atMs: time)
      fall(intent)
    case .dead: fall(intent)
    }
    return .recorded
  }

  private mutating func succeed(_ intent: Intent, in epoch: Epoch?) {
    failures[intent.purpose.kind] = nil
    if let epoch {
      let kind = intent.purpose.kind
      lastSuccess[kind] = max(lastSuccess[kind] ?? epoch, epoch)
    }
    switch intent.purpose {
    case .create(let id, _, let commission):
      modelID = id
      establishedCommission = commission
      for index in attempts.indices { _ = attempts[index].apply(.created) }  // only the one
    case .commit(_, let commitments):
      guard let epoch else { break }  // the chain's state will say which
      _ = change(commitments) { $0.apply(.committed(Attempt.Window(commitEpoch: epoch))) }
    case .reveal(_, let commitments, _):
      _ = change(commitments) { $0.apply(.revealed) }
      supersede(all: commitments)
    case .commission(_, let rate): establishedCommission = rate
    case .stake, .retire, .reserve, .claim: break
    }
  }

  /// What depended on a transaction that did nothing goes back, and what was signed for after it is
  /// withdrawn.
  private mutating func fall(_ intent: Intent) {
    switch intent.purpose {
    case .create(let id, _, _):
      for index in intents.indices {
        if case .commit(id, _) = intents[index].purpose {
          _ = intents[index].machine.apply(.withdrawn)  // stale if a byte of it has left
        }
      }
      for index in attempts.indices where attempts[index].state == .creating(intent.digest) {
        _ = attempts[index].apply(.fellBack)
      }
    case .commit(_, let commitments):
      guard !intents.contains(where: { $0.isUnresolved && $0.purpose == intent.purpose }) else {
        break
      }
      _ = change(commitments) { $0.apply(.fellBack) }
    case .reveal, .commission, .stake, .retire, .reserve, .claim: break
    }
  }
}
