import Diagnostics
import Hosting
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// What manifests name, tried out: chain, wallets, hosts and files. Nothing is written, anywhere.
struct OnlineCheck {
  /// One thing that was tried.
  struct Finding {
    var subject: String
    /// In a sentence, when it is well.
    var words: String
    /// What is wrong.
    var problem: (any Error)?
  }

  private let session: RunSession
  private let set: ManifestSet

  init(_ session: RunSession, _ set: ManifestSet) {
    self.session = session
    self.set = set
  }

  /// Tries everything.
  ///
  /// - Returns: One finding for each network, wallet, host and pair of files.
  /// - Throws: As `Run.look`.
  func run() async throws -> [Finding] {
    let look = try await session.run.look(.declared(set.models), files: .all)
    let seen = look.observation
    var findings = nodes(look.plan, seen)
    for (name, wallet) in seen.observed.wallets.sorted(by: { $0.key < $1.key }) {
      let coins = wallet.coins.value?.total
      findings.append(
        Finding(
          subject: "wallet \(name)",
          words: "\(wallet.address) has \(coins.map { "\($0)" } ?? "coins that cannot be read")",
          problem: signerProblem(name)))
    }
    for (name, problem) in seen.walletProblems.sorted(by: { $0.key < $1.key }) {
      findings.append(Finding(subject: "wallet \(name)", words: "", problem: problem))
    }
    findings += await hosts()
    for spec in set.models {
      findings.append(files(of: spec, seen))
    }
    return findings
  }

  private func nodes(_ plan: Plan, _ seen: Observation) -> [Finding] {
    let names = Set(set.models.map(\.network.name)).sorted().map(\.text).joined(separator: ", ")
    let count = seen.observed.nodes.count
    var findings = [
      Finding(
        subject: "network \(names)",
        words: plan.epoch.map {
          "chain \(session.context.chainID), epoch \($0), \(count - seen.silentNodes.count) of \(count) nodes answer"
        } ?? "no epoch that counts", problem: nil)
    ]
    for node in seen.silentNodes {
      findings.append(
        Finding(subject: "node \(node.endpoint)", words: "", problem: node.error))
    }
    return findings
  }

  /// Whether the wallet can be signed for, on this machine.
  private func signerProblem(_ name: ResourceName) -> (any Error)? {
    guard let spec = set.models.first(where: { $0.wallet.name == name })?.wallet else { return nil }
    if case .offline = spec.key { return nil }
    do {
      _ = try DeclaredWallet(spec).signer()
      return nil
    } catch { return error }
  }

  /// Whether each host is described fully, has credentials, and gives a public URL.
  private func hosts() async -> [Finding] {
    var hosts: [ResourceName: HostSpec] = [:]
    for spec in set.models { hosts[spec.host.name] = spec.host }
    var findings: [Finding] = []
    for (name, spec) in hosts.sorted(by: { $0.key < $1.key }) {
      do {
        let url = try await session.context.exampleURL(of: spec)
        findings.append(
          Finding(subject: "host \(name)", words: "objects will be at \(url)", problem: nil))
      } catch {
        findings.append(Finding(subject: "host \(name)", words: "", problem: error))
      }
    }
    return findings
  }

  private func files(of spec: ModelSpec, _ seen: Observation) -> Finding {
    let subject = "files of \(spec.name)"
    switch seen.observed.weights[spec.name] ?? .notRead {
    case .ready(let content):
      return Finding(
        subject: subject,
        words: "weights \(content.plaintext.short), embedding of "
          + content.embeddingDimension.counted("number"), problem: nil)
    case .notRead:
      return Finding(subject: subject, words: "not needed", problem: nil)
    case let view:
      return Finding(
        subject: subject, words: "",
        problem: seen.fileProblems[spec.name] ?? Self.unfit(spec, view))
    }
  }

  private static func unfit(_ spec: ModelSpec, _ view: WeightsView) -> Diagnostic {
    Diagnostic(
      code: "validate.unfitFiles", summary: "The files of a model cannot be released",
      detail: "\(spec.name): \(Wait.weights(view).words).",
      place: Place(file: spec.weights.source.path),
      remedies: ["Look closer:\n    steward weights check \(shellQuoted(spec.weights.source.path))"]
    )
  }
}
