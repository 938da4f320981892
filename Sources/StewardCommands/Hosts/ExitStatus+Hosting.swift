import Hosting
import Manifest
import Steward

/// An error of hosts that knows what status a run ends with.
protocol HostingFailure: Error {
  var exitStatus: ExitStatus { get }
}

extension TransferError: HostingFailure {
  var exitStatus: ExitStatus {
    switch cause {
    case .invalidURL, .invalidHeader: .invalidInput
    default: .unavailable
    }
  }
}

extension S3Error: HostingFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .unavailable, .damagedOnTheWay, .clockSkew: .unavailable
    case .wrongCredentials: .secretUnavailable
    case .noBucket, .wrongRegion, .badPartSize: .invalidInput
    case .accessDenied, .refused, .badAnswer, .noUpload, .notStored: .failed
    }
  }
}

extension HostError: HostingFailure {
  var exitStatus: ExitStatus {
    switch self {
    case .refused(let status, _, _):
      [408, 425, 429].contains(status) || status >= 500
        ? .unavailable : .failed
    case .busy: .unavailable
    case .sourceChanged: .changedInput
    case .noDirectory: .invalidInput
    case .unsupported, .redirected, .otherSize, .notServed, .closedInput, .noSpace, .notWritable,
      .notAFile, .system, .badAnswer:
      .failed
    }
  }
}

extension CredentialError: HostingFailure {
  var exitStatus: ExitStatus {
    if case .unreachable = self { .unavailable } else { .secretUnavailable }
  }
}

extension PublicURLError: HostingFailure {
  var exitStatus: ExitStatus { .invalidInput }
}

extension S3LocationError: HostingFailure {
  var exitStatus: ExitStatus { .invalidInput }
}

extension HostSettingError: HostingFailure {
  var exitStatus: ExitStatus { .invalidInput }
}

extension ManifestError: HostingFailure {
  var exitStatus: ExitStatus { .invalidInput }
}
