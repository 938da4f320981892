import SomaTypes

/// What a state can come to have only when two copies of it were both in use.
struct StateContradictions {
  let state: StateTransaction

  /// Looks for all of them.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)``.
  func check() throws {
    try checkOpenIntents()
    try checkModels()
    try checkAttempts()
    try checkKeys()
  }

  /// Open intents that would not have been recorded beside each other.
  private func checkOpenIntents() throws {
    let wallets: [SomaAddress] = try state.rows(
      "SELECT DISTINCT wallet FROM intents WHERE status IN ('prepared', 'sent')"
    ) { try $0.identifier("wallet") }
    for wallet in wallets {
      let open = try state.openIntents(of: wallet)
      for intent in open {
        // An abandonment spends what another intent uses, and is recorded after it.
        let others = open.filter {
          $0.digest != intent.digest
            && ($0.kind == .abandonment) == (intent.kind == .abandonment)
        }
        if let objection = IntentRule.objection(to: intent, beside: others) {
          throw StateError.conflict(
            "the \(intent.kind.rawValue) \(intent.digest)", reason: objection)
        }
      }
    }
  }

  /// Models that were created twice, or are about to be.
  private func checkModels() throws {
    let row = try state.row(
      """
      SELECT model FROM intents AS one WHERE kind = 'create' AND model IS NOT NULL
      GROUP BY model HAVING
        sum(status = 'succeeded') + sum(status IN ('prepared', 'sent'))
        > 1 + (SELECT count(*) FROM attempts WHERE model = one.model AND state = 'lost')
        + (SELECT count(*) FROM intents
           WHERE model = one.model AND kind = 'retire' AND status = 'succeeded')
      """)
    if let model = try row?.text("model") {
      throw StateError.conflict("the model \(model)", reason: "there are two creates of it")
    }
  }

  /// Attempts with two creates or update commits, of which one has succeeded and the other has not failed.
  private func checkAttempts() throws {
    let row = try state.row(
      """
      SELECT model, kind FROM intents
      WHERE attempt IS NOT NULL AND model IS NOT NULL AND kind IN ('create', 'updateCommit')
      GROUP BY attempt, kind HAVING
        sum(status = 'succeeded') > 0 AND sum(status IN ('prepared', 'sent', 'succeeded')) > 1
      """)
    if let row {
      throw StateError.conflict(
        "an attempt of \(try row.text("model"))",
        reason: "there are two transactions for its \(try row.text("kind"))")
    }
  }

  /// Keys that came from elsewhere and have sealed.
  private func checkKeys() throws {
    let row = try state.row(
      "SELECT hash FROM keys JOIN sealings ON key_hash = hash WHERE origin = 'imported'")
    if let row {
      throw StateError.conflict(
        "the key \(try row.bytes32("hash"))", reason: "imported keys never seal, and it has sealed")
    }
  }
}
