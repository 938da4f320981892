/// Where to look for credentials.
public struct CredentialSettings: Sendable {
  /// The variables that are looked at, and that commands inherit.
  public var environment: [String: String]

  /// The profile that the owner declared; `nil` for AWS_PROFILE, or `default`. With a declared one
  /// the variables that hold keys are not looked at, as with `--profile` of the AWS CLI.
  public var profile: String?

  /// The command that the owner declared, the program first; it prints what a `credential_process`
  /// prints. Then nothing else is looked at.
  public var command: [String]?

  /// Takes settings.
  public init(
    environment: [String: String], profile: String? = nil, command: [String]? = nil
  ) {
    self.environment = environment
    self.profile = profile
    self.command = command
  }

  /// A variable that is set to something.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The profile that counts, and whether somebody asked for it.
  var profileName: (name: String, isAskedFor: Bool) {
    if let name = profile ?? variable("AWS_PROFILE") ?? variable("AWS_DEFAULT_PROFILE") {
      return (name, true)
    }
    return ("default", false)
  }
}

extension CredentialSettings: CustomStringConvertible, CustomReflectable {
  /// The profile; never the variables.
  public var description: String { "CredentialSettings(profile: \(profileName.name))" }

  /// Nothing for a debugger or `dump` to show.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
