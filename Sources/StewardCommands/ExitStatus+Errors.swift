import Custody
import Hosting
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import StateStore
import Steward
import Weights

extension ExitStatus {
  /// The status for an error that nobody gave one. Documented in `docs/errors.md`.
  init(explaining error: any Error) {
    self =
      switch error {
      case let failure as RPCFailure: failure.exitStatus
      case let error as WalletError: error.exitStatus
      case let error as StateError: error.exitStatus
      case is StateFault: .stateUnusable
      case let error as StepError: error.exitStatus
      case is SealingError, is UnfinishedFile: .changedInput
      case let problem as SubmissionProblem: problem.exitStatus
      case is PacketError, is DrillError: .invalidInput
      case let error as RecoveryError: error.exitStatus
      case let error as OwnerRecoveryError: error.exitStatus
      case let error as any HostingFailure: error.exitStatus
      case is WireError, is ReplyError: .unavailable
      case is CoinSelectionError: .noFunds
      case is ExternalSignerError, is KeyringError, is SecretFileError, is SecretSourceError,
        is SecretCommandError:
        .secretUnavailable
      case is WordsError, is PaperError, is StateExportError, is SavedPlanError: .invalidInput
      case is StalePlan: .needsApproval
      case is ModelCallError, is ReceiptError, is SimulationError, is ConnectionError,
        is EndpointError,
        is TrustRootsError, is IdentifierError, is EncodingError, is AmountError, is RateError,
        is CanonicalURLError, is FileError, is SafetensorsError, is ArchitectureError,
        is EmbeddingError, is CheckpointError:
        .invalidInput
      default: .failed
      }
  }
}

extension RPCFailure {
  /// A node that answers "no such thing" or "not like this" will say so again; all else may pass.
  fileprivate var exitStatus: ExitStatus {
    switch (stage, code) {
    case (.answered, .notFound), (.answered, .invalidArgument), (.answered, .outOfRange),
      (.answered, .failedPrecondition), (.answered, .alreadyExists):
      .failed
    default: .unavailable
    }
  }
}

extension WalletError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .badSignature: .secretUnavailable
    case .coinsInUse: .noFunds
    case .notSubmitted: .unavailable
    // Not 9: to try again from the start is what must not be done.
    case .unresolved, .failed: .failed
    }
  }
}

extension StateError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .badPath, .exists, .keyReused: .invalidInput
    case .busy: .unavailable
    case .leaseLost: .leaseHeld
    case .missing, .looseMode, .otherOwner, .sharedFileSystem, .foreign, .newer, .older, .damaged:
      .stateUnusable
    case .system, .diskFull, .database, .outOfRange, .conflict, .refused, .unknown: .failed
    }
  }
}

extension StepError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .contentChanged: .changedInput
    case .workedOnElsewhere: .leaseHeld
    case .filesMissing, .wouldFail, .keyringPlace, .nameTaken: .invalidInput
    case .notServed(_, let findings):
      findings.contains { $0.severity == .failure && !$0.isOutage } ? .invalidInput : .unavailable
    case .failed, .otherCommitments: .failed
    case .liveNotServed: .atRisk
    case .permitExpired, .overtakenByOtherRun, .probeUndecided: .unavailable
    case .packetMissing, .wallet, .signedElsewhere: .secretUnavailable
    }
  }
}

extension RecoveryError {
  /// Other words help, or another account.
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .wrongMasters: .secretUnavailable
    case .noModels, .foreignOwner: .invalidInput
    }
  }
}

extension OwnerRecoveryError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .chainUnknown: .unavailable
    case .stateInUse, .notDeclared, .notOurs, .boundElsewhere, .otherOwner: .invalidInput
    }
  }
}

extension SubmissionProblem {
  /// The outcome is resolved by the next run: the plan says how urgent that is.
  fileprivate var exitStatus: ExitStatus { .unavailable }
}
