/// The agent of a container service: ECS, and EKS with pod identities.
///
/// Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>.
struct ContainerCredentials: CredentialSearch {
  let source = CredentialSource.container
  let settings: CredentialSettings
  /// Without a proxy: the agent is on this machine.
  let transport: any RequestSending

  func search() async throws -> CredentialSearchResult {
    guard let url = try url() else { return .absent("not set") }
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if let file = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      headers["Authorization"] = try GuardedFile.token(file)
    } else if let token = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
      headers["Authorization"] = token
    }
    let response: HTTPResponse
    do {
      response = try await transport.send(
        HTTPRequest(
          .get, url, headers: headers,
          timeouts: TransferTimeouts(connect: .seconds(2), total: .seconds(10))),
        body: nil, collecting: CredentialDocument.byteLimit, onSent: nil)
    } catch let error as TransferError {
      throw CredentialError.unreachable(source, error)
    }
    guard response.status == 200 else {
      throw CredentialError.refused(source, status: response.status, code: nil)
    }
    return .found(
      try CredentialDocument.read(response.body, from: source).credentials(from: source))
  }

  private func url() throws(CredentialError) -> String? {
    if let path = settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      let url = "http://169.254.170.2" + path
      guard path.hasPrefix("/"), ServiceAddress.isSafe(url) else {
        throw .badAddress(source, setting: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
      }
      return url
    }
    guard let url = settings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
    guard ServiceAddress.isSafe(url) else {
      throw .badAddress(source, setting: "AWS_CONTAINER_CREDENTIALS_FULL_URI")
    }
    return url
  }
}
