public import Diagnostics
public import Hosting
public import Lifecycle
public import SomaTypes

/// Why a step was not carried out, beside what the edges throw.
public enum StepError: Error, Equatable, Sendable {
  /// The files hold other bytes than were accepted.
  case contentChanged(file: String)
  /// The files that a step needs cannot be found.
  case filesMissing(String)
  /// What the host serves is not what was sealed, or cannot be fetched.
  case notServed(url: String, [ProbeFinding])
  /// What is live cannot be fetched, and could not be made again.
  case liveNotServed(url: String, cause: String)
  /// Nobody could say whether what is live is served.
  case probeUndecided(url: String, [ProbeFinding])
  /// The node tried the transaction out, and it would fail.
  case wouldFail(ActionKind, ExecutionFailure)
  /// It ran and failed.
  case failed(ActionKind, ExecutionFailure)
  /// The right to reveal ran out before the bytes could leave.
  case permitExpired
  /// No place has a packet that a step needs.
  case packetMissing(String)
  /// The commitments of the packet are not those that are to be signed, or revealed.
  case otherCommitments(String)
  /// The journal lacks what a step builds on: another run was there first.
  case overtakenByOtherRun
  /// Another run seals or uploads the same release; its process.
  case workedOnElsewhere(process: Int32)
  /// The wallet is signed for elsewhere.
  case signedElsewhere
  /// A keyring cannot come from there.
  case keyringPlace(String)
  /// A wallet without an address or a key.
  case wallet(String)
  /// A name that another model had at its first apply, from which keys are derived.
  case nameTaken(String)
}

extension StepError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .contentChanged(let file):
      Diagnostic(
        code: "run.contentChanged", summary: "The weights are not those that were applied",
        detail: "Nothing of the new bytes was sealed, and nothing was sent.",
        place: Place(file: file),
        remedies: [
          "Apply again if the new bytes are meant:\n    steward apply manifests/",
          "Or put the old file back.",
        ])
    case .filesMissing(let file):
      Diagnostic(
        code: "run.filesMissing", summary: "A file that is needed is not there",
        detail: "The step waits; nothing is lost.", place: Place(file: file),
        remedies: ["Put it back, or change the manifest and apply again."])
    case .notServed(let url, let findings):
      Diagnostic(
        code: "run.notServed", summary: "The host does not serve what was sealed",
        detail: "\(url): "
          + findings.filter { $0.severity == .failure }.map(\.diagnostic.detail)
          .joined(separator: " ")
          + " Nothing was committed.",
        remedies: [
          "Look closer:\n    steward host probe \(url)",
          "Check the host:\n    steward host doctor",
        ])
    case .liveNotServed(let url, let cause):
      Diagnostic(
        code: "run.liveNotServed", summary: "What is live is not served, and was not repaired",
        detail:
          "\(url): \(cause) Validators who cannot fetch it can report the model, which costs 95 %"
          + " of its pool.",
        remedies: [
          "Look closer:\n    steward host probe \(url)",
          "Mend the host, then:\n    steward reconcile",
        ])
    case .probeUndecided(let url, let findings):
      Diagnostic(
        code: "run.probeUndecided", summary: "Nobody could say whether what is live is served",
        detail: "\(url): " + findings.map(\.diagnostic.detail).joined(separator: " "),
        remedies: ["Run again; if it stays so, look closer:\n    steward host probe \(url)"])
    case .wouldFail(let kind, let failure):
      Diagnostic(
        code: "run.wouldFail", summary: "The \(kind.rawValue) would fail, so it was not signed",
        detail: "The node tried it out: \(failure.diagnostic.detail)",
        remedies: failure.diagnostic.remedies)
    case .failed(let kind, let failure):
      Diagnostic(
        code: "run.failed", summary: "The \(kind.rawValue) ran and failed",
        detail: failure.diagnostic.detail, remedies: failure.diagnostic.remedies)
    case .permitExpired:
      Diagnostic(
        code: "run.permitExpired", summary: "The right to reveal ran out before the bytes left",
        detail: "Nothing left. The nodes are asked again.",
        remedies: ["Run again now:\n    steward reconcile"])
    case .packetMissing(let name):
      Diagnostic(
        code: "run.packetMissing", summary: "No place has a reveal packet",
        detail: "\(name) is neither in the state directory nor at the host. Without it the commit"
          + " cannot be revealed.",
        remedies: [
          "Bring the packet or the embedding back:\n    steward recover --embedding FILE"
        ])
    case .otherCommitments(let name):
      Diagnostic(
        code: "run.otherCommitments", summary: "A packet does not fit what is promised",
        detail: "From \(name) come other commitments. Nothing was signed.",
        remedies: [
          "Run again; if it stays so, report it with the output of `steward state verify`."
        ])
    case .overtakenByOtherRun:
      Diagnostic(
        code: "run.overtaken", summary: "Another run was faster",
        detail: "The state has moved on since this run read it. Nothing was sent.",
        remedies: ["Run again:\n    steward reconcile"])
    case .workedOnElsewhere(let process):
      Diagnostic(
        code: "run.workedOnElsewhere", summary: "Another run works on this release",
        detail: "Process \(process) seals or uploads it. Nothing is lost by waiting.",
        remedies: [
          "Wait for it, or see whether it still moves:\n    steward state unlock"
        ])
    case .signedElsewhere:
      Diagnostic(
        code: "run.signedElsewhere", summary: "This wallet is signed for elsewhere",
        detail: "The transaction waits for a signature.",
        remedies: [
          "Name a key or a signing command for the wallet in its manifest, and run:\n    steward apply manifests/"
        ])
    case .keyringPlace(let place):
      Diagnostic(
        code: "run.keyringPlace", summary: "A keyring cannot come from there",
        detail: "\(place) cannot hold a keyring.",
        remedies: ["Name a file, a credential or a command."])
    case .wallet(let detail):
      Diagnostic(
        code: "run.wallet", summary: "A wallet cannot be used", detail: detail,
        remedies: ["See what there is:\n    steward wallet list"])
    case .nameTaken(let name):
      Diagnostic(
        code: "run.nameTaken", summary: "A name was used before",
        detail:
          "The keys of another model are derived from the name \(name), which that model had at"
          + " its first apply.",
        remedies: ["Give the new model another name."])
    }
  }
}
