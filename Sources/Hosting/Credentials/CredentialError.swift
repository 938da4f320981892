public import Diagnostics
import Glibc
import HTTPSyntax

/// Why there are no credentials for a storage service. Nothing in it is secret.
public enum CredentialError: Error, Equatable, Sendable {
  /// A part of credentials.
  public enum Part: String, Sendable {
    /// The public part.
    case accessKeyID = "access key id"
    /// The secret.
    case secretAccessKey = "secret access key"
    /// The token of temporary credentials.
    case sessionToken = "session token"
  }

  /// No source has any; what each said.
  case none(CredentialReport)
  /// A part is empty, or has characters that no such part has.
  case malformed(Part)
  /// A setting is there, and another that belongs to it is not.
  case incomplete(CredentialSource, missing: String)
  /// A file cannot be read; its `errno`.
  case unreadable(path: String, errno: Int32)
  /// A shared file is not what the AWS CLI accepts.
  case badFile(path: String, INIFault)
  /// A profile was asked for that neither file has.
  case noProfile(String)
  /// The profile needs what Steward does not do; the setting that says so.
  case unsupported(profile: String, setting: String)
  /// A command could not be started, failed, or took too long; in words without its output.
  case commandFailed(CredentialSource, String)
  /// An answer is not what it should be; in words.
  case badAnswer(CredentialSource, String)
  /// The service refused; its status, and its code where it gave one.
  case refused(CredentialSource, status: Int, code: String?)
  /// The service did not answer.
  case unreachable(CredentialSource, TransferError)
  /// An address where credentials must not be sent or fetched.
  case badAddress(CredentialSource, setting: String)
  /// The credentials have ended, and their source has no others.
  case expired(CredentialSource)
}

extension CredentialError: Explainable {
  /// The explanation, without secrets.
  public var diagnostic: Diagnostic {
    switch self {
    case .none(let report):
      diagnostic(
        "none", "No credentials were found for the storage service",
        "Asked: "
          + report.rows.map { "\($0.source.words) (\($0.finding.words))" }
          .joined(separator: "; ") + ".",
        [
          "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile or a command under"
            + " `credentials` of the host.",
          "See what is found where:\n    steward host doctor",
        ])
    case .malformed(let part):
      diagnostic(
        "malformed", "A part of the credentials is malformed",
        "The \(part.rawValue) is empty or has characters that none has, such as spaces.",
        ["Copy it again, whole and without quotes or spaces."])
    case .incomplete(let source, let missing):
      diagnostic(
        "incomplete", "Credentials are incomplete",
        "\(Self.capitalized(source.words)): \(missing) is missing.",
        ["Set \(missing), or remove what belongs to it."])
    case .unreadable(let path, let code):
      Diagnostic(
        code: "credentials.unreadable", summary: "A file of credentials cannot be read",
        detail: String(cString: strerror(code)) + ".", place: Place(file: path),
        remedies: ["Check the path, and that this user may read the file."])
    case .badFile(let path, let fault):
      Diagnostic(
        code: "credentials.badFile", summary: "A shared AWS file is malformed",
        detail: fault.text, place: Place(file: path, line: fault.line),
        remedies: ["Mend the line; `aws configure list` refuses such a file too."])
    case .noProfile(let name):
      diagnostic(
        "noProfile", "There is no such profile",
        "Neither shared AWS file has the profile \(Excerpt(name)).",
        ["List the profiles:\n    aws configure list-profiles"])
    case .unsupported(let profile, let setting):
      diagnostic(
        "unsupported", "A profile needs what is not supported",
        "The profile \(Excerpt(profile)) has `\(setting)`, which Steward does not follow.",
        [
          "Let the AWS CLI do it, in a profile of its own:\n    credential_process ="
            + " aws configure export-credentials --profile \(Excerpt(profile)) --format process"
        ])
    case .commandFailed(let source, let reason):
      diagnostic(
        "commandFailed", "A command that prints credentials failed",
        "\(Self.capitalized(source.words)): \(reason).",
        ["Run the command by hand; it must print JSON with Version 1 and end with status 0."])
    case .badAnswer(let source, let reason):
      diagnostic(
        "badAnswer", "A source of credentials gave no usable answer",
        "\(Self.capitalized(source.words)): \(reason).",
        ["Look at what answers there, then run again."])
    case .refused(let source, let status, let code):
      diagnostic(
        "refused", "A credential service refused",
        "\(Self.capitalized(source.words)): HTTP \(status)"
          + (code.map { ", \(Excerpt($0))" } ?? "") + ".",
        ["Check the role, its trust policy, and that the identity token is fresh."])
    case .unreachable(let source, let error):
      diagnostic(
        "unreachable", "A credential service does not answer",
        "\(Self.capitalized(source.words)): \(error.diagnostic.detail)",
        ["Check the network and the endpoint, then run again."])
    case .badAddress(let source, let setting):
      diagnostic(
        "badAddress", "Credentials are not fetched from such an address",
        "\(Self.capitalized(source.words)): \(setting) names neither an https URL nor an agent of"
          + " this machine.",
        ["Correct \(setting), or unset it."])
    case .expired(let source):
      diagnostic(
        "expired", "The credentials have expired",
        "\(Self.capitalized(source.words)) has no newer ones.",
        ["Renew them there, then run again: the upload continues where it stopped."])
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(
      code: "credentials.\(name)", summary: summary, detail: detail, remedies: remedies)
  }

  private static func capitalized(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension CredentialReport.Finding {
  /// The finding in a few words.
  public var words: String {
    switch self {
    case .absent(let reason): reason
    case .broken(let error): error.diagnostic.summary.lowercased()
    case .won(let ending, _, _): "used, key …\(ending)"
    case .notAsked: "not asked"
    }
  }
}

extension CredentialError: RetryAdvising {
  /// A service that does not answer, or is busy, may do so a little later.
  public var retryAdvice: RetryAdvice {
    switch self {
    case .unreachable(_, let error): error.retryAdvice
    case .refused(_, let status, _): ResponseHead(status: status).retryAdvice(now: .now)
    default: .never
    }
  }
}
