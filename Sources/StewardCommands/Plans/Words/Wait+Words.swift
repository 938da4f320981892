import Lifecycle
import SomaTypes

extension Wait: Worded {
  /// Its name for scripts, and the second part of its diagnostic's code.
  var code: String {
    switch self {
    case .earlierStep: "earlierStep"
    case .epoch: "epoch"
    case .permit: "permit"
    case .intent: "intent"
    case .coin: "coin"
    case .reserve: "reserve"
    case .funds: "funds"
    case .lateInEpoch: "lateInEpoch"
    case .oncePerEpoch: "oncePerEpoch"
    case .minimumInterval: "minimumInterval"
    case .approval: "approval"
    case .spendingLimit: "spendingLimit"
    case .watchman: "watchman"
    case .paused: "paused"
    case .safeMode: "safeMode"
    case .unknownProtocol: "unknownProtocol"
    case .architecture: "architecture"
    case .minimumStake: "minimumStake"
    case .weights: "weights"
    case .embeddingDimension: "embeddingDimension"
    case .backOff: "backOff"
    case .stopped: "stopped"
    case .knowledge: "knowledge"
    case .journalBehindChain: "journalBehindChain"
    case .foreignUpdate: "foreignUpdate"
    case .reachableWeights: "reachableWeights"
    case .activity: "activity"
    case .probableRename: "probableRename"
    case .acceptance: "acceptance"
    case .replacement: "replacement"
    case .wallet: "wallet"
    }
  }

  /// `wait for epoch 12`.
  var words: String { "wait for \(object)" }

  /// What is waited for, as it follows `waits for`.
  var object: String {
    switch self {
    case .earlierStep: "an earlier step"
    case .epoch(let epoch): "epoch \(epoch)"
    case .permit(let refusal): "a permit: \(refusal.words)"
    case .intent(let kind): "the outcome of an earlier \(kind.words)"
    case .coin: "a free coin"
    case .reserve(let usable): "reserve coins: \(usable) of \(Margins.reserveCoinCount) are usable"
    case .funds(let needed, let richest):
      "funds: \(needed) in one coin, the richest has \(richest)"
    case .lateInEpoch: "the next epoch: too little of this one is left"
    case .oncePerEpoch(let kind): "the next epoch: one \(kind.words) in each"
    case .minimumInterval(let until): "epoch \(until): the shortest time between updates"
    case .approval(let action): "an approval: \(action.words)"
    case .spendingLimit(let limit, let needed): "a higher limit: \(needed) needed, \(limit) allowed"
    case .watchman: "a scheduled run that works"
    case .paused: "somebody to resume it"
    case .safeMode: "the end of the chain's safe mode"
    case .unknownProtocol(let version): "a newer Steward: protocol version \(version)"
    case .architecture(let declared, let chain):
      "another architecture: declared is \(declared), the chain asks for \(chain)"
    case .minimumStake(let declared, let chain):
      "more stake: declared are \(declared), the chain asks for \(chain)"
    case .weights(let view): "files: \(view.words)"
    case .embeddingDimension(let content, let chain):
      "another embedding: it has \(content.counted("value")), the chain's targets \(chain)"
    case .backOff: "a while after a failure"
    case .stopped(let kind): "somebody: \(Margins.failureLimit) failures of the \(kind.words)"
    case .knowledge(let ignorance): "the chain: \(ignorance.words)"
    case .journalBehindChain: "a journal that knows everything of ours on the chain"
    case .foreignUpdate(let window): "epoch \(window) to pass: a waiting update is not ours"
    case .reachableWeights: "weights that can be fetched"
    case .activity: "the model to be active"
    case .probableRename(let other): "somebody to say whether this is \(other) under a new name"
    case .acceptance: "apply: this is not what was accepted"
    case .replacement: "somebody: the model is over"
    case .wallet: "the wallet: its coins could not be read"
    }
  }

  var sentence: String { "It waits for \(object)." }

  /// The same as ``object``, with moments in the time of the place.
  func object(in circumstances: Circumstances) -> String {
    guard case .backOff(let until) = self else { return object }
    if circumstances.isKept { return "\(circumstances.place.text(until)), after a failure" }
    let now = circumstances.now.wallClockMs
    let left = until > now ? "in \(LocalTime.length(until - now))" : "now"
    return "\(circumstances.place.text(until)) (\(left)), after a failure"
  }
}
