import SomaTypes

extension InitialStake {
  /// `min` or an amount.
  static let format: Format<InitialStake> = Format<Amount>.amount.or(
    "min", .minimum,
    Variant(InitialStake.amount) { if case .amount(let amount) = $0 { amount } else { nil } })
}

extension StakeSpec {
  static let record = Record<StakeSpec>(
    "stake", initial: StakeSpec(),
    [
      Field(
        "initial", \.initial, InitialStake.format,
        "What create stakes; `min` is as little as the chain accepts at that time."),
      Field(
        "target", optional: \.target, .amount,
        """
        What our stake should add up to. When it is below, it is topped up, once per epoch, on a healthy \
        active model. Without it nothing is added.
        """),
      Field(
        "maxTopUpPerEpoch", optional: \.maxTopUpPerEpoch, .amount,
        "The most that is added in one epoch."),
    ],
    check: { stake, places, decoder in
      if case .amount(let initial) = stake.initial, let target = stake.target, target < initial {
        decoder.report(
          .contradiction(.targetBelowInitial), in: "target", at: places.place(of: "target"))
      }
      if stake.target == nil, stake.maxTopUpPerEpoch != nil {
        decoder.report(
          .contradiction(.topUpWithoutTarget), in: "maxTopUpPerEpoch",
          at: places.place(of: "maxTopUpPerEpoch"))
      }
    })
}

extension RevealSpec {
  static let record = Record<RevealSpec>(
    "reveal", initial: RevealSpec(),
    [
      Field(
        "packetCopies", \.packetCopies, .count(1...8),
        """
        In how many places that do not fail together a reveal packet must lie, each read back, before its \
        commit is signed.
        """),
      Field(
        "whenUnreachable", \.whenUnreachable, .choice,
        """
        What happens when the weights cannot be fetched while a reveal is due. `reveal` reveals in time and \
        then repairs; `hold` repairs first and lets the window pass if that fails. Not to reveal costs half \
        of the pool; to be unreachable after the reveal, 95 % of it.
        """),
    ])
}

extension UpdateSpec {
  static let record = Record<UpdateSpec>(
    "update", initial: UpdateSpec(),
    [
      Field(
        "policy", \.policy, .choice,
        """
        What makes weights new. `onApply`: the bytes that `apply` saw, and no others until the next `apply`. \
        `onChange`: whatever the trainer wrote last; needs patterns with a step, or `ready`.
        """),
      Field(
        "notAfter", \.notAfter, .span(100...10_000, "from 1% to 1 epoch"),
        "The part of an epoch after which no update is committed any more."),
      Field(
        "minInterval", \.minInterval,
        .span(10_000...10_000_000, isWhole: true, "from 1 to 1000 whole epochs"),
        "The shortest time between two commits, in whole epochs."),
    ])
}

extension DriftSpec {
  static let record = Record<DriftSpec>(
    "drift", initial: DriftSpec(),
    [
      Field(
        "commission", \.commission, .choice,
        """
        The commission was changed by somebody else: `enforce` changes it back, `warn` says so, `stop` sends \
        nothing but reveals and ends with status 4.
        """),
      Field(
        "stake", \.stake, .choice, "Our stake is below `stake.target`: the same three."),
      Field(
        "unknownPendingUpdate", \.unknownPendingUpdate, .choice,
        """
        There is a pending update that is not ours: `hold` waits until it is revealed or its window has \
        closed; `stop` waits for a person, and ends with status 4.
        """),
    ])
}

extension ApprovedAction {
  /// A list of actions, in any order.
  static let setFormat: Format<Set<ApprovedAction>> =
    Format<[ApprovedAction]>.list(
      of: Format<ApprovedAction>.choice(among: ApprovedAction.declarable), 0...3, "actions"
    )
    // What is written must be what is read again.
    .map({ Set($0) }, back: { $0.intersection(ApprovedAction.declarable).sorted() })
}

extension LimitsSpec {
  static let record = Record<LimitsSpec>(
    "limits", initial: LimitsSpec(),
    [
      Field(
        "maxSpend", optional: \.maxSpendPerEpoch, .amountPerEpoch,
        """
        The most that is spent on this model in one epoch, stake and fees together. Reveals are never held \
        back by it.
        """),
      Field(
        "requireApproval", \.requireApproval, ApprovedAction.setFormat,
        """
        Actions for which `apply --yes` is not enough and somebody must run `steward approve`. Retirement \
        always needs that.
        """),
    ])
}

extension ProbeSpec {
  /// `never` or a time.
  private static let fullFormat: Format<EpochSpan?> =
    Format<EpochSpan>.span(10_000...10_000_000, "from 1 to 1000 epochs")
    .or("never", nil, Variant({ $0 }, { $0 }))

  static let record = Record<ProbeSpec>(
    "probe", initial: ProbeSpec(),
    [
      Field(
        "every", \.every, .span(10...100_000, "from 0.1% to 10 epochs"),
        "The time between two samples of a few ranges."),
      Field(
        "full", \.full, fullFormat,
        """
        The time between two fetches of the whole object, or `never`. Before a commit the whole object is \
        always fetched.
        """),
    ])
}

extension RetentionSpec {
  static let record = Record<RetentionSpec>(
    "retention", initial: RetentionSpec(),
    [
      Field("keep", \.keep, .count(0...1000), "How many superseded releases are kept."),
      Field(
        "minAge", \.minAge, .span(10_000...10_000_000, "from 1 to 1000 epochs"),
        "How long a release is kept after it was superseded."),
    ])
}

extension EarningsPolicy {
  /// `earnings: {claim: …}`.
  static let format = Record<EarningsPolicy>(
    "earnings", initial: .manual,
    [
      Field(
        "claim", \.self, .choice,
        """
        `auto` claims rewards after everything that is more urgent; `manual` leaves it to `steward chain \
        claim`.
        """)
    ]
  ).format
}

/// `retire: {modelId: …}`.
enum RetireApproval {
  static let format = Record<ModelID>(
    "an approval to retire", initial: .zero,
    [
      Field(
        "modelId", \.self, .identifier("a model id", prefix: "0x"), isRequired: true,
        "The id of the model that may be retired; must be that of the live model.")
    ]
  ).format
}
