/// Keys in one of the shared AWS files.
struct ProfileKeys: CredentialSearch {
  let source: CredentialSource
  let settings: CredentialSettings

  func search() throws -> CredentialSearchResult {
    let profile = try SharedProfile(settings)
    try profile.requireSupported()
    let section =
      source == .sharedCredentials ? profile.credentials : profile.configuration
    guard section.exists else { return .absent("no profile \(profile.name) in \(section.path)") }
    let key = section["aws_access_key_id"]
    let secret = section["aws_secret_access_key"]
    guard key != nil || secret != nil else { return .absent("no keys in the profile") }
    guard let key else { throw CredentialError.incomplete(source, missing: "aws_access_key_id") }
    guard let secret else {
      throw CredentialError.incomplete(source, missing: "aws_secret_access_key")
    }
    return .found(
      try AccessCredentials(
        accessKeyID: key, secret: secret,
        token: section["aws_session_token"] ?? section["aws_security_token"]))
  }
}
