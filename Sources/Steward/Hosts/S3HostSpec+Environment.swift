import Hosting
import Manifest
import SomaTypes

extension S3Location {
  /// The bucket that was declared; what was left out comes from the environment.
  ///
  /// - Throws: ``HostSettingError/missing(setting:variable:)``; `S3LocationError`.
  init(_ spec: S3HostSpec, _ defaults: S3Defaults) throws {
    guard let bucket = spec.bucket ?? defaults.bucket else {
      throw HostSettingError.missing(setting: "bucket", variable: "S3_BUCKET")
    }
    let endpoint = spec.endpoint?.text ?? defaults.endpoint
    try self.init(
      bucket: bucket, endpoint: endpoint, region: spec.region ?? defaults.region,
      prefix: spec.prefix ?? "",
      // `aws` is what a manifest says by saying nothing, so the endpoint decides.
      profile: spec.profile == .aws && endpoint != nil
        ? nil : Hosting.S3Profile.named(spec.profile.rawValue))
  }
}

extension S3Host.Options {
  init(_ spec: S3HostSpec, _ defaults: S3Defaults, in surroundings: HostSurroundings) {
    self.init()
    partSize = surroundings.partSize
    if let parallel = surroundings.parallelParts { parallelParts = parallel }
    publicBaseURL = spec.publicBaseURL?.text ?? defaults.publicBaseURL
  }
}

extension CredentialSettings {
  /// Where to look for access keys, as an owner declared it.
  init(_ credentials: S3Credentials, environment: [String: String]) {
    switch credentials {
    case .automatic: self.init(environment: environment)
    case .profile(let name): self.init(environment: environment, profile: name)
    case .command(let words): self.init(environment: environment, command: words)
    case .environment:
      // Variables that name files and services are left out, and the files that are looked at without
      // being named are replaced by one that cannot be there.
      var variables = environment.filter { Self.plainVariables.contains($0.key) }
      variables["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null/none"
      variables["AWS_CONFIG_FILE"] = "/dev/null/none"
      variables["AWS_EC2_METADATA_DISABLED"] = "true"
      self.init(environment: variables)
    }
  }

  /// Those that hold keys or say which bucket it is, and name no other place to look at.
  private static let plainVariables: Set<String> = [
    "S3_BUCKET", "S3_ENDPOINT_URL", "S3_PUBLIC_URL", "AWS_REGION", "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL",
    "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_SESSION_TOKEN", "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
  ]
}
