/// Where credentials for a storage service can come from, in the order in which they are looked for.
///
/// The order is that of the AWS CLI, with what was meant for this very bucket before it.
/// Source: `botocore/credentials.py`, `create_credential_resolver`.
public enum CredentialSource: String, CaseIterable, Hashable, Sendable {
  /// The command that the owner declared for the host. Nothing else is looked at when there is one.
  case command
  /// `S3_ACCESS_KEY_ID` and `S3_SECRET_ACCESS_KEY`, as the network's quickstart calls them.
  case quickstart
  /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
  case environment
  /// A role and a file with an identity token, from the environment or the profile.
  case webIdentity
  /// Keys in the shared credentials file, `~/.aws/credentials`.
  case sharedCredentials
  /// `credential_process` of the profile.
  case process
  /// Keys in the shared configuration file, `~/.aws/config`.
  case sharedConfiguration
  /// The agent of a container service, such as those of ECS and EKS.
  case container
  /// The metadata service of the machine, version 2.
  case instance

  /// The source in words.
  public var words: String {
    switch self {
    case .command: "the declared command"
    case .quickstart: "the variables S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY"
    case .environment: "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    case .webIdentity: "a web identity token"
    case .sharedCredentials: "the shared AWS credentials file"
    case .process: "credential_process"
    case .sharedConfiguration: "the shared AWS configuration file"
    case .container: "the container's credential service"
    case .instance: "the machine's metadata service"
    }
  }
}
