import Testing

@testable import Hosting

@Suite("Credentials from services")
struct CredentialServiceTests {
  private typealias Scene = CredentialScene

  private static let sts = "POST https://sts.eu-west-1.amazonaws.com/"

  private static let xml = """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEB</AccessKeyId>
      <SecretAccessKey>secret/web</SecretAccessKey><SessionToken>token+web=</SessionToken>
      <Expiration>2027-01-15T09:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """

  @Test("a web identity, from variables and from a profile")
  func webIdentity() async throws {
    let web = CredentialWeb([Self.sts: (200, Self.xml)])
    let text = """
      [profile ci]
      role_arn = arn:aws:iam::1:role/ci
      web_identity_token_file = HOME/token
      region = eu-west-1
      """
    try await Scene.withHome(configuration: text, token: "identity-token\n") {
      (variables, home) async throws in
      let expected = ["ASIAWEB", "secret/web", "token+web="]
      #expect(
        try await Scene.parts(Scene.chain(variables, profile: "ci", web: web).current())
          == expected)
      let role = variables.with([
        "AWS_WEB_IDENTITY_TOKEN_FILE": "\(home)/token", "AWS_ROLE_ARN": "arn",
        "AWS_REGION": "eu-west-1",
      ])
      #expect(try await Scene.parts(Scene.chain(role, web: web).current()) == expected)
      #expect(!web.requests.joined().contains("identity-token"))
      await #expect(throws: CredentialError.incomplete(.webIdentity, missing: "AWS_ROLE_ARN")) {
        try await Scene.chain(role.with(["AWS_ROLE_ARN": ""]), web: web).current()
      }
      let refusal =
        "<ErrorResponse><Error><Code>InvalidIdentityToken</Code></Error></ErrorResponse>"
      await #expect(
        throws: CredentialError.refused(.webIdentity, status: 400, code: "InvalidIdentityToken")
      ) {
        try await Scene.chain(role, web: CredentialWeb([Self.sts: (400, refusal)])).current()
      }
      await #expect(
        throws: CredentialError.badAddress(.webIdentity, setting: "AWS_ENDPOINT_URL_STS")
      ) {
        try await Scene.chain(
          role.with(["AWS_ENDPOINT_URL_STS": "http://sts.example.com"]), web: web
        ).current()
      }
    }
  }

  @Test("the agent of a container, with the token of the moment")
  func container() async throws {
    let web = CredentialWeb([
      "GET http://169.254.170.2/v2/creds?id=1": (200, Scene.json),
      "GET https://agent.example/creds": (200, Scene.json),
    ])
    try await Scene.withHome(token: "Bearer first") { (variables, home) async throws in
      let expected = ["AKIDJSON", "secret+json", "token-json"]
      let relative = variables.with([
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/creds?id=1",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "\(home)/token",
      ])
      #expect(try await Scene.parts(Scene.chain(relative, web: web).current()) == expected)
      #expect(web.requests.last?.contains("Authorization: Bearer first") == true)
      let full = variables.with([
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://agent.example/creds"
      ])
      #expect(try await Scene.parts(Scene.chain(full, web: web).current()) == expected)
    }
  }

  @Test(
    "credentials are not fetched from just anywhere",
    arguments: [
      ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/"),
      ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1.example.com/"),
      ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.example.a.com/"),
      ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://user:word@127.0.0.1/"),
      ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "file:///etc/passwd"),
      ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@example.com/"),
    ])
  func badAddress(name: String, url: String) async throws {
    let web = CredentialWeb()
    await #expect(throws: CredentialError.badAddress(.container, setting: name)) {
      try await Scene.chain([name: url], web: web).current()
    }
    #expect(web.requests.isEmpty)
  }

  private static let metadata = "http://169.254.169.254/latest"
  private static let roles = metadata + "/meta-data/iam/security-credentials/"

  @Test("the metadata service, only with a session")
  func instance() async throws {
    let document = """
      {"Code": "Success", "AccessKeyId": "AKIDJSON", "SecretAccessKey": "s", "Token": "t",
       "Expiration": "2027-01-15T09:00:00Z"}
      """
    let web = CredentialWeb([
      "PUT \(Self.metadata)/api/token": (200, "session"), "GET \(Self.roles)": (200, "my-role"),
      "GET \(Self.roles)my-role": (200, document),
    ])
    #expect(try await Scene.parts(Scene.chain([:], web: web).current()) == ["AKIDJSON", "s", "t"])
    #expect(
      web.requests.dropFirst().allSatisfy {
        $0.contains("X-aws-ec2-metadata-token: session")
      })
    #expect(
      try await Scene.chain(["AWS_EC2_METADATA_DISABLED": "true"], web: web).report().winner == nil)
    let noRole = CredentialWeb([
      "PUT \(Self.metadata)/api/token": (200, "session"), "GET \(Self.roles)": (404, ""),
    ])
    #expect(
      try await Scene.chain([:], web: noRole).report().rows.last?.finding
        == .absent("the machine has no role"))
    // The first version of the service needs no session: anyone can be tricked into asking it.
    let old = CredentialWeb(["GET \(Self.roles)": (200, "my-role")])
    #expect(try await Scene.chain([:], web: old).report().winner == nil)
  }
}
