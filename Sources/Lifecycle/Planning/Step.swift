public import Manifest
public import SomaTypes

/// Something to do next, or later.
public struct Step: Equatable, Sendable {
  /// The model; `nil` for what a wallet does for itself.
  public var model: ResourceName?
  /// The wallet that signs; `nil` where nothing is signed.
  public var wallet: ResourceName?
  /// What to do.
  public var action: StepAction
  /// Why.
  public var reason: StepReason
  /// When.
  public var timing: StepTiming
  /// What it can cost at most.
  public var cost: StepCost
  /// The coins to sign over, in the versions to sign; the first pays for gas. Of a first release the
  /// first is the create's, the second the commit's.
  public var coins: [ObjectRef]
  /// The permit without which nothing that contains the key may leave.
  public var permit: RevealPermit?
  /// What has to happen before. A step without is due now.
  public var waits: [Wait]

  /// Whether it is to be done now.
  public var isDue: Bool { waits.isEmpty }

  /// Whether nothing can take it back: it needs an approval.
  public var isIrreversible: Bool { action.isIrreversible }
}

/// When a step can and must happen, by epochs and by the chain's clock.
public struct StepTiming: Hashable, Sendable {
  /// The first epoch in which it can happen; `nil` for any.
  public var firstEpoch: Epoch?
  /// The last epoch in which it must happen; `nil` for no deadline.
  public var lastEpoch: Epoch?
  /// The deadline, the end of ``lastEpoch``, if it can be told, in milliseconds since 1970 in UTC: not
  /// before this.
  public var deadlineMs: UInt64?

  /// Creates a timing: at any time unless told otherwise.
  public init(firstEpoch: Epoch? = nil, lastEpoch: Epoch? = nil, deadlineMs: UInt64? = nil) {
    self.firstEpoch = firstEpoch
    self.lastEpoch = lastEpoch
    self.deadlineMs = deadlineMs
  }
}

/// What a step can cost at most.
public struct StepCost: Hashable, Sendable {
  /// The bound of the fees, from the live parameters, also if a boundary comes before.
  public var fee: Amount
  /// Money that becomes stake.
  public var stake: Amount

  /// Nothing.
  public static let free = StepCost(fee: .zero, stake: .zero)

  /// Creates a cost.
  public init(fee: Amount, stake: Amount = .zero) {
    self.fee = fee
    self.stake = stake
  }

  /// Both; the largest amount if they do not fit.
  public var total: Amount { fee.adding(stake) ?? Amount(.max) }
}
