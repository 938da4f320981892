import YAMLTree

extension DefaultsSpec {
  /// What `spec` of Defaults may say, but for `model`, which is read with every model.
  static let record = Record<DefaultsSpec>(
    "defaults", initial: DefaultsSpec(),
    [
      Field(
        shape: FieldShape(
          name: "model", text: "Fields of every Model that does not have them itself.",
          shape: .record(ModelSpec.record.shape.partial), isRequired: false, isPerModel: false),
        read: { node, decoder, _ in
          decoder.isPartial = true
          _ = ModelSpec.record.read(node, &decoder)
          decoder.isPartial = false
        },
        write: { _ in nil }),
      Field("alerts", \.alerts, AlertsSpec.record.format, "Who is told, and when."),
      Field(
        "concurrency", \.concurrency, ConcurrencySpec.record.format,
        "How much happens at once."),
      Field("coins", \.coins, CoinMerging.format, "What happens to many small coins."),
    ])
}

extension RecordShape {
  /// Without what means one model, and with nothing required.
  fileprivate var partial: RecordShape {
    var record = self
    record.fields = fields.filter { !$0.isPerModel }.map { field in
      var field = field
      field.isRequired = false
      field.defaultValue = nil
      if case .record(let inner) = field.shape { field.shape = .record(inner.partial) }
      return field
    }
    record.exactlyOneOf = []
    return record
  }
}

extension AlertsSpec {
  /// Times in any order.
  private static let atFormat: Format<[EpochSpan]> =
    Format<[EpochSpan]>.list(
      of: Format<EpochSpan>.span(100...9_999, "from 1% to 99.99%"), 1...10, "times"
    ).map({ $0.sorted() }, back: { $0 })

  static let record = Record<AlertsSpec>(
    "alerts", initial: AlertsSpec(),
    [
      Field(
        "at", \.at, atFormat,
        "At which parts of an open window a model that has not been revealed is reported."),
      Field(
        "command", optional: \.command, .command,
        "A program that gets the alert as JSON on its standard input."),
      Field(
        "webhook", optional: \.webhook, SecretReference.format,
        "Where a URL is found to which the alert is posted. Whoever knows it can post, so it is a secret."
      ),
      Field(
        "heartbeat", optional: \.heartbeat, SecretReference.format,
        "Where a URL is found that is called after each healthy run; its silence is the alarm."),
    ])
}

extension ConcurrencySpec {
  static let record = Record<ConcurrencySpec>(
    "concurrency", initial: ConcurrencySpec(),
    [
      Field(
        "uploads", \.uploads, .count(1...64), "Objects that are sealed and uploaded at a time."),
      Field("probes", \.probes, .count(1...64), "Objects that are probed at a time."),
    ])
}

extension CoinMerging {
  /// `coins: {merge: …}`.
  static let format = Record<CoinMerging>(
    "coins", initial: CoinMerging.never,
    [
      Field(
        "merge", \.self, .choice,
        """
        When no coin is large enough, but several together are: `never` ends with status 8 and names them; \
        `whenNeeded` merges them by a planned, priced and journaled transaction.
        """)
    ]
  ).format
}
