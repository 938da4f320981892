import Manifest
import SomaTypes

@testable import Lifecycle

// Every case of what views speak of. Each list is a chain of exhaustive switches: a new case does not
// compile until it has a place in the chain, and so in the golden files.

private func chain<Value>(from first: Value, _ next: (Value) throws -> Value?) rethrows -> [Value] {
  var values = [first]
  while let value = try next(values[values.count - 1]) { values.append(value) }
  return values
}

extension Ignorance {
  static var every: [Ignorance] {
    chain(from: .noNodeAnswered) {
      switch $0 {
      case .noNodeAnswered: .onlyStaleNodes
      case .onlyStaleNodes: .nodesDisagree
      case .nodesDisagree: .notAsked
      case .notAsked: .unreadable
      case .unreadable: nil
      }
    }
  }
}

extension PermitRefusal {
  static var every: [PermitRefusal] {
    chain(from: .noNodeAnswered) {
      switch $0 {
      case .noNodeAnswered: .noNodeShowsTheWindow
      case .noNodeShowsTheWindow: .notUnanimous(showing: 2, answering: 3)
      case .notUnanimous: .noMajority(showing: 1, answering: 3)
      case .noMajority: nil
      }
    }
  }
}

extension WeightsDefect {
  static var every: [WeightsDefect] {
    chain(from: .stepsDiffer) {
      switch $0 {
      case .stepsDiffer: .embeddingDimension(found: 1024)
      case .embeddingDimension: .embeddingValues
      case .embeddingValues: .weights
      case .weights: .pinMismatch
      case .pinMismatch: nil
      }
    }
  }
}

extension WeightsView {
  static var every: [WeightsView] {
    chain(from: .notRead) {
      switch $0 {
      case .notRead: .missing
      case .missing: .busy
      case .busy: .ready(Samples.content)
      case .ready: .unusable(.stepsDiffer)
      case .unusable: nil
      }
    } + WeightsDefect.every.dropFirst().map { .unusable($0) }
  }
}

extension Wait {
  /// Every case, and every case within those that have their own words for them.
  static func every() throws -> [Wait] {
    let other = try Samples.name("old-model")
    let cases: [Wait] = chain(from: .earlierStep) {
      switch $0 {
      case .earlierStep: .epoch(13)
      case .epoch: .permit(.noNodeAnswered)
      case .permit: .intent(.create)
      case .intent: .coin
      case .coin: .reserve(usable: 1)
      case .reserve: .funds(needed: Samples.stake, richest: 3_000_000_000)
      case .funds: .lateInEpoch
      case .lateInEpoch: .oncePerEpoch(.commission)
      case .oncePerEpoch: .minimumInterval(until: 15)
      case .minimumInterval: .approval(.create)
      case .approval: .spendingLimit(limit: 20_000_000_000, needed: Samples.stake)
      case .spendingLimit: .watchman
      case .watchman: .paused
      case .paused: .safeMode
      case .safeMode: .unknownProtocol(7)
      case .unknownProtocol: .architecture(declared: 1, chain: 2)
      case .architecture: .minimumStake(declared: Samples.soma, chain: Samples.stake)
      case .minimumStake: .weights(.notRead)
      case .weights: .embeddingDimension(content: 2048, chain: 4096)
      case .embeddingDimension: .backOff(untilMs: Samples.nowMs + 240_000)
      case .backOff: .stopped(.create)
      case .stopped: .knowledge(.noNodeAnswered)
      case .knowledge: .journalBehindChain
      case .journalBehindChain: .foreignUpdate(window: 13)
      case .foreignUpdate: .reachableWeights
      case .reachableWeights: .activity
      case .activity: .probableRename(of: other)
      case .probableRename: .acceptance
      case .acceptance: .replacement
      case .replacement: .wallet
      case .wallet: nil
      }
    }
    return cases + PermitRefusal.every.dropFirst().map { .permit($0) }
      + ActionKind.allCases.dropFirst().map { .intent($0) }
      + ApprovedAction.allCases.dropFirst().map { .approval($0) }
      + WeightsView.every.dropFirst().map { .weights($0) }
      + Ignorance.every.dropFirst().map { .knowledge($0) }
  }
}

extension Risk.Kind {
  static var every: [Risk.Kind] {
    let cases: [Risk.Kind] = chain(
      from: .windowPassing(commitEpoch: 12, gone: EpochSpan(tenThousandths: 3125))
    ) {
      switch $0 {
      case .windowPassing: .createdCannotCommit(since: 12)
      case .createdCannotCommit: .packetUnproven
      case .packetUnproven: .signerUnreachable
      case .signerUnreachable: .tooFewCoins(usable: 1)
      case .tooFewCoins: .unresolved(.reveal)
      case .unresolved: .unreachable
      case .unreachable: .blind(.noNodeAnswered)
      case .blind: .unknownFirstCommit(commitEpoch: 12)
      case .unknownFirstCommit: .dimensionChanged(content: 2048, chain: 4096, isFirst: true)
      case .dimensionChanged: .reported(power: 1234)
      case .reported: .unknownProtocol(7)
      case .unknownProtocol: nil
      }
    }
    return cases + [.dimensionChanged(content: 2048, chain: 4096, isFirst: false)]
      + Ignorance.every.dropFirst().map { .blind($0) }
  }
}

extension Loss.Kind {
  static var every: [Loss.Kind] {
    chain(from: .inactive(Samples.modelID)) {
      switch $0 {
      case .inactive: .halved(Samples.modelID, since: 10)
      case .halved: .windowMissed(commitEpoch: 10)
      case .windowMissed: .updateLapsed(commitEpoch: 10)
      case .updateLapsed: nil
      }
    }
  }
}

extension Problem.Kind {
  static var every: [Problem.Kind] {
    let cases: [Problem.Kind] = chain(from: .unknown(.noNodeAnswered)) {
      switch $0 {
      case .unknown:
        .journalBehindChain(models: [Samples.modelID, Samples.otherID], coins: [Samples.coinID])
      case .journalBehindChain: .missingOnChain(Samples.modelID)
      case .missingOnChain: .foreignOwner(Samples.modelID)
      case .foreignOwner: .chainDiffers(Samples.modelID, what: .commission, stops: false)
      case .chainDiffers: .contentChanged
      case .contentChanged: .notDeclared
      case .notDeclared: .nothingDeclared
      case .nothingDeclared: .impaired(Samples.modelID)
      case .impaired: .claimedTwice(Samples.modelID)
      case .claimedTwice: nil
      }
    }
    return cases + Ignorance.every.dropFirst().map { .unknown($0) } + [
      .chainDiffers(Samples.modelID, what: .stake, stops: true),
      .chainDiffers(Samples.modelID, what: .pendingUpdate, stops: true),
      .journalBehindChain(models: [], coins: (0..<11).map { ObjectID(Samples.bytes($0)) }),
    ]
  }
}

extension StepReason {
  static func every() throws -> [StepReason] {
    let other = try Samples.name("old-model")
    return chain(from: .journalIsBehind) {
      switch $0 {
      case .journalIsBehind: .movedFrom(other)
      case .movedFrom: .unresolved(.create)
      case .unresolved: .commitWaits(in: 12)
      case .commitWaits: .createdWaits(since: 12)
      case .createdWaits: .declaredButAbsent
      case .declaredButAbsent: .newContent
      case .newContent: .reserveTooSmall(usable: 1)
      case .reserveTooSmall: .commissionDiffers(chain: 1500, declared: 1025)
      case .commissionDiffers: .stakeBelowTarget(ours: Samples.soma, target: Samples.stake)
      case .stakeBelowTarget: .retirementDeclared
      case .retirementDeclared: .unknownCommit
      case .unknownCommit: .adoptionDeclared
      case .adoptionDeclared: .contentUnproven
      case .contentUnproven: .probeDue
      case .probeDue: .probeFailed
      case .probeFailed: .earningsDeclared
      case .earningsDeclared: nil
      }
    }
  }
}

extension StepAction {
  static func every() throws -> [StepAction] {
    let commitments = try Samples.commitments()
    let commit = try Samples.commit()
    let other = try Samples.name("old-model")
    let weights = Samples.content.plaintext
    let cases: [StepAction] = chain(from: .record(.paused)) {
      switch $0 {
      case .record: .rename(from: other)
      case .rename: .send(Samples.transaction)
      case .send: .resolve(Samples.transaction)
      case .resolve: .abandon(Samples.transaction)
      case .abandon: .reveal(commit)
      case .reveal: .seal(weights)
      case .seal: .upload(weights)
      case .upload: .verify(weights)
      case .verify: .pack(Samples.content, copies: 2)
      case .pack: .drill(Samples.content)
      case .drill: .makeReserve(count: 2)
      case .makeReserve:
        .create(Samples.content, stake: Samples.stake, commission: 1000, architecture: 1)
      case .create: .commit(Samples.modelID, Samples.content)
      case .commit: .setCommission(Samples.modelID, 1000)
      case .setCommission: .topUp(Samples.modelID, Samples.stake)
      case .topUp: .retire(Samples.modelID)
      case .retire: .identify(commitments)
      case .identify: .adopt(Samples.modelID)
      case .adopt: .compare(Samples.content, with: commitments)
      case .compare: .probe(isFull: false)
      case .probe: .repair(commitments)
      case .repair: Samples.claim
      case .claim: nil
      }
    }
    return cases + [
      .reveal(try Samples.commit(isFirst: false)), .commit(Samples.modelID, nil),
      .probe(isFull: true), .makeReserve(count: 1),
    ]
  }
}
