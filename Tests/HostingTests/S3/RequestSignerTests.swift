import SomaCrypto
import TestSupport
import Testing

@testable import Hosting

@Suite("Signature Version 4")
struct RequestSignerTests {
  /// An example of the S3 API reference, "Authenticating Requests: Using the Authorization Header".
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var method = "GET"
    var path = "/"
    var query: [SignableRequest.Parameter] = []
    var headers: HTTPHeaders = [:]
    var body = ""
    let signature: String
  }

  @Test(
    "the published examples of S3",
    arguments: [
      Example(
        testDescription: "GET object", path: "/test.txt", headers: ["Range": "bytes=0-9"],
        signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
      Example(
        testDescription: "PUT object", method: "PUT",
        path: PercentEncoding.path("/test$file.text"),
        headers: [
          "Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY",
        ],
        body: "Welcome to Amazon S3.",
        signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
      Example(
        testDescription: "GET lifecycle", query: [.init("lifecycle")],
        signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
      Example(
        testDescription: "list objects", query: [.init("prefix", "J"), .init("max-keys", "2")],
        signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ])
  func published(example: Example) throws {
    let credentials = try AccessCredentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: SecretBytes(copying: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".utf8))
    let request = SignableRequest(
      method: example.method, host: "examplebucket.s3.amazonaws.com", path: example.path,
      query: example.query, headers: example.headers)
    let signed = try RequestSigner.s3(region: "us-east-1").sign(
      request, payload: SHA256.hash(Array(example.body.utf8)), with: credentials,
      at: #require(SigningTime(iso8601: "2013-05-24T00:00:00Z")))
    #expect(signed.headers["Authorization"]?.hasSuffix("Signature=\(example.signature)") == true)
  }

  @Test("the published example of other services")
  func vanilla() throws {
    let credentials = try AccessCredentials(
      accessKeyID: "AKIDEXAMPLE",
      secretAccessKey: SecretBytes(copying: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8))
    let signer = RequestSigner(region: "us-east-1", service: "service", pathRule: .normalized)
    let signed = try signer.sign(
      SignableRequest(method: "GET", host: "example.amazonaws.com", path: "/"),
      payload: SHA256.hash([]), with: credentials,
      at: #require(SigningTime(iso8601: "2015-08-30T12:36:00Z")))
    #expect(
      signed.headers["Authorization"]
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
        + " SignedHeaders=host;x-amz-date,"
        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
    #expect(signed.headers["x-amz-content-sha256"] == nil)
  }

  struct Vectors: Decodable {
    struct Row: Decodable {
      struct Signed: Decodable {
        let path: String
        let canonicalQuery: String
        let authorization: String
        let payload: String
      }
      let service: String
      let region: String
      let method: String
      let host: String
      let key: String
      let query: [[String]]
      let headers: [[String]]
      let body: String
      let accessKeyId: String
      let secretAccessKey: String
      let sessionToken: String?
      let unixSeconds: Int64
      let signed: Signed
    }
    let signatures: [Row]
  }

  @Test("botocore signs the same")
  func botocore() throws {
    let rows = try vectors("signatures", as: Vectors.self, in: .module).signatures
    #expect(rows.count == 120)
    for row in rows {
      let credentials = try Self.credentials(of: row)
      var request = SignableRequest(
        method: row.method, host: row.host, path: PercentEncoding.path("/bucket/" + row.key),
        query: row.query.map { .init($0[0], $0[1]) })
      for header in row.headers { request.headers.append(header[0], header[1]) }
      #expect(request.path == row.signed.path)
      #expect(request.encodedQuery == row.signed.canonicalQuery)
      let signer = RequestSigner(
        region: row.region, service: row.service,
        pathRule: row.service == "s3" ? .asSent : .normalized)
      let payload = try SHA256.hash(Array(row.body.utf8))
      #expect(payload.description == row.signed.payload)
      let signed = try signer.sign(
        request, payload: payload, with: credentials,
        at: SigningTime(unixSeconds: row.unixSeconds))
      #expect(signed.headers["Authorization"] == row.signed.authorization, "\(row)")
    }
  }

  private static func credentials(of row: Vectors.Row) throws -> AccessCredentials {
    let secret = try SecretBytes(copying: row.secretAccessKey.utf8)
    guard let token = row.sessionToken else {
      return try AccessCredentials(accessKeyID: row.accessKeyId, secretAccessKey: secret)
    }
    return try AccessCredentials(
      accessKeyID: row.accessKeyId, secretAccessKey: secret,
      sessionToken: SecretBytes(copying: token.utf8))
  }

  @Test("credentials do not print")
  func redacted() throws {
    let secret = "wJalrXUtnFEMI/K7MDENG"
    let credentials = try AccessCredentials(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: SecretBytes(copying: secret.utf8),
      sessionToken: SecretBytes(copying: "TOKEN-IN-CLEAR".utf8))
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(!text.contains(secret) && !text.contains("TOKEN") && !text.contains("AKID"))
    }
  }

  @Test(
    "what could break the scope of a signature is no access key",
    arguments: ["AKID/a", "AKID,a", String(repeating: "A", count: 513)])
  func malformedScope(text: String) {
    #expect(throws: CredentialError.malformed(.accessKeyID)) {
      try AccessCredentials(accessKeyID: text, secretAccessKey: SecretBytes(copying: "s".utf8))
    }
  }

  @Test(
    "what could break a header is no credential",
    arguments: ["", "a b", "a\n", "a\r\nx: y", "\u{E9}", "a\0"])
  func malformed(text: String) {
    #expect(throws: CredentialError.malformed(.accessKeyID)) {
      try AccessCredentials(
        accessKeyID: text, secretAccessKey: SecretBytes(copying: "s".utf8))
    }
    #expect(throws: CredentialError.malformed(.secretAccessKey)) {
      try AccessCredentials(
        accessKeyID: "A", secretAccessKey: SecretBytes(copying: text.utf8))
    }
    #expect(throws: CredentialError.malformed(.sessionToken)) {
      try AccessCredentials(
        accessKeyID: "A", secretAccessKey: SecretBytes(copying: "s".utf8),
        sessionToken: SecretBytes(copying: text.utf8))
    }
  }
}
