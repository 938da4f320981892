import SomaCrypto

/// A role that is taken on with an identity token from a file, as CI systems and EKS provide it
/// (AssumeRoleWithWebIdentity). The file is read again each time: its token is replaced before it ends.
///
/// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>.
struct WebIdentityCredentials: CredentialSearch {
  let source = CredentialSource.webIdentity
  let settings: CredentialSettings
  let transport: any RequestSending
  let retry: S3Retry

  private struct Role {
    var arn: String
    var tokenFile: String
    var sessionName: String
    var region: String?
  }

  func search() async throws -> CredentialSearchResult {
    guard let role = try role() else { return .absent("not set, and not in the profile") }
    let token = try GuardedFile.token(role.tokenFile)
    guard !token.isEmpty else {
      throw CredentialError.badAnswer(source, "the token file is empty")
    }
    let endpoint = try endpoint(region: role.region)
    let fields = [
      ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role.arn),
      ("RoleSessionName", role.sessionName), ("WebIdentityToken", token),
    ]
    // In the body and not in the URL, which servers write into logs.
    let form = fields.map { "\($0)=\(PercentEncoding.query($1))" }.joined(separator: "&")
    let response = try await retry {
      try await exchange(
        HTTPRequest(
          .post, endpoint, headers: ["Content-Type": "application/x-www-form-urlencoded"],
          timeouts: TransferTimeouts(total: .seconds(30))), form: form)
    }
    return .found(try credentials(in: response.body))
  }

  private func exchange(_ request: HTTPRequest, form: String) async throws -> HTTPResponse {
    let response: HTTPResponse
    do {
      response = try await transport.send(
        request, body: RequestBody(Array(form.utf8)), collecting: S3Answer.limit, onSent: nil)
    } catch let error as TransferError {
      throw CredentialError.unreachable(source, error)
    }
    guard response.head.isSuccess else {
      throw CredentialError.refused(
        source, status: response.status, code: S3Answer.failure(response).refusal.code)
    }
    return response
  }

  private func role() throws -> Role? {
    if settings.profile == nil, let file = settings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") {
      guard let arn = settings.variable("AWS_ROLE_ARN") else {
        throw CredentialError.incomplete(source, missing: "AWS_ROLE_ARN")
      }
      return Role(
        arn: arn, tokenFile: file,
        sessionName: settings.variable("AWS_ROLE_SESSION_NAME") ?? Self.defaultSession,
        region: settings.variable("AWS_REGION") ?? settings.variable("AWS_DEFAULT_REGION"))
    }
    let profile = try SharedProfile(settings)
    guard let file = profile["web_identity_token_file"] else { return nil }
    guard let arn = profile["role_arn"] else {
      throw CredentialError.incomplete(source, missing: "role_arn")
    }
    return Role(
      arn: arn, tokenFile: file,
      sessionName: profile["role_session_name"] ?? Self.defaultSession,
      region: settings.variable("AWS_REGION") ?? profile["region"])
  }

  private static let defaultSession = "steward"

  private func endpoint(region: String?) throws(CredentialError) -> String {
    for name in ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"] {
      guard let url = settings.variable(name) else { continue }
      // The token is as good as a password: in clear only to this machine.
      guard ServiceAddress.isSafe(url) else { throw .badAddress(source, setting: name) }
      return url
    }
    guard let region else { return "https://sts.amazonaws.com/" }
    guard S3Answer.word(region) != nil else { throw .badAddress(source, setting: "AWS_REGION") }
    return "https://sts.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn/" : "/")
  }

  private func credentials(in body: [UInt8]) throws -> AccessCredentials {
    let root: XMLElement
    do { root = try XMLReader.read(body) } catch {
      throw CredentialError.badAnswer(source, "the XML is malformed")
    }
    let found = root["AssumeRoleWithWebIdentityResult"]?["Credentials"]
    guard let key = found?.text(of: "AccessKeyId"), let secret = found?.text(of: "SecretAccessKey"),
      let token = found?.text(of: "SessionToken"),
      let end = found?.text(of: "Expiration").flatMap(SigningTime.init(iso8601:))
    else { throw CredentialError.badAnswer(source, "a part of the credentials is missing") }
    return try AccessCredentials(accessKeyID: key, secret: secret, token: token, expiration: end)
  }
}
