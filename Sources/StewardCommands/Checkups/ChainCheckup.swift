import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// What nodes show: themselves, the chain's clock, and the wallets.
struct ChainCheckup {
  private let specs: [ModelSpec]
  private let observation: Observation
  private let nowMs: UInt64

  init(_ specs: [ModelSpec], _ observation: Observation, nowMs: UInt64) {
    self.specs = specs
    self.observation = observation
    self.nowMs = nowMs
  }

  /// Everything, in the order in which a reader looks for causes.
  ///
  /// - Throws: `CancellationError`.
  func lines() throws -> [CheckupLine] { try nodes() + clock + wallets() }

  private var views: [ChainView] { observation.observed.nodes.compactMap(\.chain) }

  private func nodes() throws -> [CheckupLine] {
    let epoch = views.map(\.epoch).max()
    let highest = views.map(\.checkpoint.sequence.rawValue).max() ?? 0
    let shown = observation.observed.nodes.compactMap { node -> CheckupLine? in
      guard let view = node.chain else { return nil }
      let subject = "node \(node.endpoint)"
      let lag = highest - view.checkpoint.sequence.rawValue
      if let epoch, view.epoch < epoch {
        return CheckupLine(
          subject,
          warning: Diagnostic(
            code: "doctor.nodeBehind", summary: "A node is behind",
            detail:
              "It shows epoch \(view.epoch), \(lag) checkpoints behind; the latest is \(epoch).",
            remedies: ["If it stays so, name another node under `rpc` of the network."]))
      }
      guard view.protocolVersion <= Version.knownProtocolVersion else {
        return CheckupLine(
          subject,
          warning: Diagnostic(
            code: "doctor.unknownProtocol",
            summary: "The chain's rules are newer than this program",
            detail: "It shows protocol version \(view.protocolVersion); only reveals are sent.",
            remedies: ["Install a newer Steward, and see what it knows:\n    steward version"]))
      }
      return CheckupLine(
        subject,
        ok: "epoch \(view.epoch), checkpoint \(view.checkpoint.sequence), \(lag) behind, protocol "
          + "\(view.protocolVersion)")
    }
    return try shown
      + observation.silentNodes.map { try CheckupLine("node \($0.endpoint)", failure: $0.error) }
  }

  private var clock: [CheckupLine] {
    guard let chainMs = views.map(\.checkpoint.timestampMs).max() else { return [] }
    let skew = chainMs > nowMs ? chainMs - nowMs : nowMs - chainMs
    let words =
      "\(LocalTime.length(skew)) \(chainMs > nowMs ? "behind" : "ahead of") the chain's time"
    guard skew > 60_000 else { return [CheckupLine("clock", ok: words)] }
    return [
      CheckupLine(
        "clock",
        warning: Diagnostic(
          code: "doctor.clock", summary: "This machine and the chain differ on the time",
          detail: "This machine is \(words); deadlines are told by its clock.",
          remedies: [
            "Set the clock; if it is right, see whether the chain stands still:\n    steward chain info"
          ]))
    ]
  }

  private func wallets() throws -> [CheckupLine] {
    var lines: [CheckupLine] = []
    for (name, wallet) in observation.observed.wallets.sorted(by: { $0.key < $1.key }) {
      let subject = "wallet \(name)"
      guard let purse = wallet.coins.value else {
        lines.append(
          CheckupLine(
            subject,
            warning: Diagnostic(
              code: "doctor.coinsUnknown", summary: "The coins of a wallet cannot be read",
              detail: "\(wallet.address).", remedies: ["Try again when the nodes answer."])))
        continue
      }
      let reserve = purse.coins.dropFirst().filter { $0.balance >= Margins.leastUsableCoin }.count
      let words =
        "\(wallet.address) has \(purse.total.map { "\($0)" } ?? "too much to add up") in "
        + "\(purse.coins.count.counted("coin"))"
      lines.append(
        reserve >= Margins.reserveCoinCount
          ? CheckupLine(subject, ok: "\(words), with its reserve")
          : CheckupLine(
            subject,
            warning: Diagnostic(
              code: "doctor.reserve", summary: "A wallet lacks reserve coins",
              detail: "\(words): \(reserve) of \(Margins.reserveCoinCount) beside the richest.",
              remedies: ["Send it money, and let Steward make them:\n    steward reconcile"])))
      if let error = signerProblem(name) {
        lines.append(try CheckupLine("signer of \(name)", failure: error))
      }
    }
    for (name, error) in observation.walletProblems.sorted(by: { $0.key < $1.key }) {
      lines.append(try CheckupLine("wallet \(name)", failure: error))
    }
    return lines
  }

  /// Whether the wallet can be signed for, on this machine.
  private func signerProblem(_ name: ResourceName) -> (any Error)? {
    guard let spec = specs.first(where: { $0.wallet.name == name })?.wallet else { return nil }
    if case .offline = spec.key { return nil }
    do {
      _ = try DeclaredWallet(spec).signer()
      return nil
    } catch { return error }
  }
}
