import Hosting
import Manifest
import SomaTypes
import Steward
import Testing

@Suite("Declared hosts")
struct DeclaredHostTests {
  private static let name = "0a1b2c3d-00112233445566778899aabbccddeeff"

  /// Documents, variables, and where the world then sees an object.
  private static let urls: [(spec: String, environment: [String: String], url: String)] = [
    (
      "directory: {path: /srv/models, publicBaseURL: 'https://w.example/m'}", [:],
      "https://w.example/m/\(name)"
    ),
    (
      "httpPut: {baseURL: 'https://dav.example/in', publicBaseURL: 'https://w.example/m/'}", [:],
      "https://w.example/m/\(name)"
    ),
    (
      "command: {command: [upload], publicBaseURL: 'https://w.example'}", [:],
      "https://w.example/\(name)"
    ),
    (
      "s3: {bucket: weights, region: eu-central-1, prefix: prod}", ["S3_BUCKET": "other"],
      "https://weights.s3.eu-central-1.amazonaws.com/prod/\(name)"
    ),
    (
      "s3: {}",
      [
        "S3_BUCKET": "weights", "S3_ENDPOINT_URL": "https://abc.r2.cloudflarestorage.com/weights",
        "S3_PUBLIC_URL": "https://w.example",
      ], "https://w.example/\(name)"
    ),
    (
      "s3: {}", ["S3_BUCKET": "weights", "AWS_REGION": "us-east-2"],
      "https://weights.s3.us-east-2.amazonaws.com/\(name)"
    ),
    (
      "s3: {profile: minio, bucket: weights, endpoint: 'http://127.0.0.1:9000'}", [:],
      "http://127.0.0.1:9000/weights/\(name)"
    ),
  ]

  @Test("have the URLs that their manifests and the environment say", arguments: urls.indices)
  func publicURLs(index: Int) async throws {
    let (spec, environment, url) = Self.urls[index]
    let host = try DeclaredHost(Self.read(spec), in: Self.surroundings(environment))
    let object = try #require(ObjectName(Self.name))
    #expect(try await host.host.publicURL(of: object).text == url)
  }

  @Test("a bucket that nobody names is missed by its variable")
  func noBucket() throws {
    #expect(throws: HostSettingError.missing(setting: "bucket", variable: "S3_BUCKET")) {
      try DeclaredHost(Self.read("s3: {}"), in: Self.surroundings([:]))
    }
  }

  @Test("`environment: {}` looks at nothing but variables with keys")
  func environmentOnly() async throws {
    let spec = try Self.read("s3: {bucket: weights, region: x, credentials: {environment: {}}}")
    let host = try DeclaredHost(
      spec,
      in: Self.surroundings([
        "HOME": "/root", "AWS_PROFILE": "somebody",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/",
      ]))
    let report = try #require(try await host.credentials?.report())
    for row in report.rows {
      guard case .absent = row.finding else {
        Issue.record("\(row.source) is \(row.finding)")
        continue
      }
    }
  }

  private static func read(_ spec: String) throws -> HostSpec {
    let text = "apiVersion: steward/v1\nkind: Host\nmetadata: {name: main}\nspec: {\(spec)}\n"
    let (declared, _) = try ManifestReader(workingDirectory: "/").readHosts([
      ManifestFile(name: "host.yaml", bytes: Array(text.utf8))
    ])
    return try #require(declared.first)
  }

  private static func surroundings(_ environment: [String: String]) -> HostSurroundings {
    HostSurroundings(
      environment: environment, transport: HTTPTransport(), journal: TransientUploads())
  }
}
