import SomaCrypto

/// Keys in variables of the environment.
struct VariableCredentials: CredentialSearch {
  let source: CredentialSource
  let settings: CredentialSettings
  let keyName: String
  let secretName: String
  let tokenName: String

  /// The quickstart's names.
  static func quickstart(_ settings: CredentialSettings) -> Self {
    Self(
      source: .quickstart, settings: settings, keyName: "S3_ACCESS_KEY_ID",
      secretName: "S3_SECRET_ACCESS_KEY", tokenName: "S3_SESSION_TOKEN")
  }

  /// Amazon's names.
  static func amazon(_ settings: CredentialSettings) -> Self {
    Self(
      source: .environment, settings: settings, keyName: "AWS_ACCESS_KEY_ID",
      secretName: "AWS_SECRET_ACCESS_KEY", tokenName: "AWS_SESSION_TOKEN")
  }

  func search() throws -> CredentialSearchResult {
    guard settings.profile == nil else { return .absent("a profile was declared instead") }
    let key = settings.variable(keyName)
    let secret = settings.variable(secretName)
    guard key != nil || secret != nil else { return .absent("not set") }
    guard let key else { throw CredentialError.incomplete(source, missing: keyName) }
    guard let secret else { throw CredentialError.incomplete(source, missing: secretName) }
    return .found(
      try AccessCredentials(
        accessKeyID: key, secret: secret, token: settings.variable(tokenName)))
  }
}

extension AccessCredentials {
  /// Takes credentials that came as texts.
  ///
  /// - Throws: ``CredentialError/malformed(_:)``; `CryptoError`.
  convenience init(
    accessKeyID: String, secret: String, token: String?, expiration: SigningTime? = nil
  ) throws {
    let guarded = try SecretBytes(copying: secret.utf8)
    if let token, !token.isEmpty {
      try self.init(
        accessKeyID: accessKeyID, secretAccessKey: guarded,
        sessionToken: SecretBytes(copying: token.utf8), expiration: expiration?.unixSeconds)
    } else {
      try self.init(
        accessKeyID: accessKeyID, secretAccessKey: guarded, expiration: expiration?.unixSeconds)
    }
  }
}
