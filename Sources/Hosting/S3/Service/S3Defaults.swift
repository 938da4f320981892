/// What the environment says about a bucket that a manifest leaves out.
public struct S3Defaults: Equatable, Sendable {
  /// S3_BUCKET of the quickstart.
  public var bucket: String?

  /// S3_ENDPOINT_URL of the quickstart, with the bucket behind it or not; AWS_ENDPOINT_URL_S3 and
  /// AWS_ENDPOINT_URL of the AWS CLI.
  public var endpoint: String?

  /// AWS_REGION, AWS_DEFAULT_REGION, or the profile's region.
  public var region: String?

  /// S3_PUBLIC_URL of the quickstart: what serves the bucket to everyone.
  public var publicBaseURL: String?

  /// Looks at the variables, and for the region into the shared configuration file.
  ///
  /// - Throws: ``CredentialError`` when a shared file cannot be read; `CryptoError`.
  public init(_ settings: CredentialSettings) throws {
    bucket = settings.variable("S3_BUCKET")
    endpoint =
      settings.variable("S3_ENDPOINT_URL") ?? settings.variable("AWS_ENDPOINT_URL_S3")
      ?? settings.variable("AWS_ENDPOINT_URL")
    publicBaseURL = settings.variable("S3_PUBLIC_URL")
    region = settings.variable("AWS_REGION") ?? settings.variable("AWS_DEFAULT_REGION")
    if region == nil { region = try SharedProfile(settings)["region"] }
  }
}
