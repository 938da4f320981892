package import SomaCrypto

/// AWS Signature Version 4 in the `Authorization` header.
///
/// The body is always signed by its SHA-256, so a service refuses one that was damaged on the way;
/// neither `UNSIGNED-PAYLOAD` nor signatures of chunks are ever made, which several services refuse.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
package struct RequestSigner: Equatable, Sendable {
  /// How a service derives the path that is signed from the path that is sent.
  package enum PathRule: Equatable, Sendable {
    /// S3: as it is, dots and repeated slashes included.
    case asSent
    /// All others: without dot segments and repeated slashes, and encoded once more.
    case normalized
  }

  /// Such as `us-east-1`.
  var region: String

  /// Such as `s3`.
  var service: String

  /// How the path is signed.
  var pathRule: PathRule

  /// Takes what a signature is for.
  package init(region: String, service: String, pathRule: PathRule) {
    self.region = region
    self.service = service
    self.pathRule = pathRule
  }

  /// Signs for S3.
  static func s3(region: String) -> RequestSigner {
    RequestSigner(region: region, service: "s3", pathRule: .asSent)
  }

  /// Adds the headers that make a request authentic: `x-amz-date`, `x-amz-security-token` when there
  /// is a token, for S3 `x-amz-content-sha256`, and `Authorization`.
  ///
  /// - Parameters:
  ///   - request: Has none of these yet.
  ///   - payload: SHA-256 of the body.
  ///   - credentials: What to sign with.
  ///   - time: The service accepts 15 minutes more or less than its own.
  /// - Returns: The request with these headers.
  /// - Throws: `CryptoError`.
  package func sign(
    _ request: SignableRequest, payload: Bytes32, with credentials: AccessCredentials,
    at time: SigningTime
  ) throws -> SignableRequest {
    var signed = request
    signed.headers.append("x-amz-date", time.timestamp)
    if service == "s3" {
      signed.headers.append("x-amz-content-sha256", payload.description)
    }
    if let token = credentials.sessionTokenText {
      signed.headers.append("x-amz-security-token", token)
    }
    let (canonical, names) = canonicalRequest(signed, payload: payload)
    let scope = "\(time.day)/\(region)/\(service)/aws4_request"
    let digest = try SHA256.hash(Array(canonical.utf8))
    let message = "AWS4-HMAC-SHA256\n\(time.timestamp)\n\(scope)\n\(digest)"
    let signature = try HMACSHA256.code(
      key: signingKey(of: credentials, day: time.day), message: Array(message.utf8))
    signed.headers.append(
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(names),"
        + " Signature=\(signature)")
    return signed
  }

  /// What is hashed and signed, and the names of the headers in it.
  func canonicalRequest(
    _ request: SignableRequest, payload: Bytes32
  ) -> (text: String, signedHeaders: String) {
    var fields: [String: [String]] = ["host": [Self.trimmed(request.host)]]
    for header in request.headers.fields {
      fields[header.name.lowercased(), default: []].append(Self.trimmed(header.value))
    }
    let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let names = sorted.map(\.key).joined(separator: ";")
    let headers = sorted.map { "\($0.key):\($0.value.joined(separator: ","))\n" }.joined()
    let path =
      switch pathRule {
      case .asSent: request.path
      case .normalized: PercentEncoding.path(Self.normalized(request.path))
      }
    let text =
      "\(request.method)\n\(path)\n\(request.encodedQuery)\n\(headers)\n\(names)\n\(payload)"
    return (text, names)
  }

  private func signingKey(
    of credentials: AccessCredentials, day: String
  ) throws -> SecretBytes {
    var key = try credentials.signingSeed()
    for step in [day, region, service, "aws4_request"] {
      key = try HMACSHA256.derive(key: key, message: Array(step.utf8))
    }
    return key
  }

  /// Without spaces at the ends, and with one where there are several.
  private static func trimmed(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }

  private static func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
    return "/" + segments.joined(separator: "/") + end
  }
}
