/// The metadata service of a machine at Amazon, in its second version only: a request needs a token
/// that a forged one cannot get.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html>.
struct InstanceCredentials: CredentialSearch {
  let source = CredentialSource.instance
  let settings: CredentialSettings
  /// Without a proxy: the service is on this machine's own link.
  let transport: any RequestSending

  private static let rolePath = "/latest/meta-data/iam/security-credentials/"

  func search() async throws -> CredentialSearchResult {
    guard settings.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else {
      return .absent("AWS_EC2_METADATA_DISABLED is set")
    }
    let base = try base()
    let answer: HTTPResponse
    do {
      answer = try await send(
        .put, base + "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
    } catch is TransferError {
      return .absent("no metadata service answers")
    }
    guard answer.status == 200, let token = S3Answer.opaque(Self.text(answer)) else {
      return .absent("no metadata service of version 2 answers")
    }
    let headers: HTTPHeaders = ["X-aws-ec2-metadata-token": token]
    let roles = try await known(.get, base + Self.rolePath, headers)
    if roles.status == 404 { return .absent("the machine has no role") }
    let names = Self.text(roles).split(separator: "\n").map(String.init)
    guard roles.status == 200, let role = names.first.flatMap(S3Answer.opaque), !role.contains("/")
    else {
      throw CredentialError.badAnswer(source, "the role of the machine has no name")
    }
    let document = try await known(
      .get, base + Self.rolePath + PercentEncoding.query(role), headers)
    guard document.status == 200 else {
      throw CredentialError.refused(source, status: document.status, code: nil)
    }
    let found = try CredentialDocument.read(document.body, from: source)
    guard found.code == nil || found.code == "Success" else {
      throw CredentialError.refused(source, status: 200, code: found.code.flatMap(S3Answer.word))
    }
    return .found(try found.credentials(from: source))
  }

  private func base() throws(CredentialError) -> String {
    let name = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
    guard var base = settings.variable(name) else {
      return settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased() == "ipv6"
        ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }
    guard ServiceAddress.isSafe(base) || base.hasPrefix("http://169.254.169.254") else {
      throw .badAddress(source, setting: name)
    }
    if base.hasSuffix("/") { base.removeLast() }
    return base
  }

  /// Once the token was given there is a service, and no answer is a failure.
  private func known(
    _ method: HTTPRequest.Method, _ url: String, _ headers: HTTPHeaders
  ) async throws -> HTTPResponse {
    do { return try await send(method, url, headers) } catch let error as TransferError {
      throw CredentialError.unreachable(source, error)
    }
  }

  private func send(
    _ method: HTTPRequest.Method, _ url: String, _ headers: HTTPHeaders
  ) async throws -> HTTPResponse {
    try await transport.send(
      HTTPRequest(
        method, url, headers: headers,
        timeouts: TransferTimeouts(connect: .seconds(1), total: .seconds(3))),
      body: nil, collecting: CredentialDocument.byteLimit, onSent: nil)
  }

  private static func text(_ response: HTTPResponse) -> String {
    String(decoding: response.body, as: UTF8.self)
  }
}
