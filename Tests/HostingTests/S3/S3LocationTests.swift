import Diagnostics
import SomaCrypto
import SomaTypes
import Testing

@testable import Hosting

@Suite("Where a bucket is")
struct S3LocationTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var bucket = "models"
    var endpoint: String?
    var region: String?
    var profile: S3Profile?
    var usesVirtualHost: Bool?
    let url: String
    let signed: String

    var testDescription: String { url }
  }

  @Test(
    "endpoint, bucket and profile make the address",
    arguments: [
      Row(
        region: "eu-west-1", url: "https://models.s3.eu-west-1.amazonaws.com/k", signed: "eu-west-1"
      ),
      Row(
        region: "cn-north-1", url: "https://models.s3.cn-north-1.amazonaws.com.cn/k",
        signed: "cn-north-1"),
      // A certificate for one level of names does not cover dots.
      Row(
        bucket: "my.models", region: "us-east-1",
        url: "https://s3.us-east-1.amazonaws.com/my.models/k", signed: "us-east-1"),
      Row(
        endpoint: "https://s3.eu-central-1.amazonaws.com",
        url: "https://models.s3.eu-central-1.amazonaws.com/k", signed: "eu-central-1"),
      Row(
        endpoint: "https://models.s3.eu-central-1.amazonaws.com/",
        url: "https://models.s3.eu-central-1.amazonaws.com/k", signed: "eu-central-1"),
      Row(
        endpoint: "https://s3.amazonaws.com", url: "https://models.s3.amazonaws.com/k",
        signed: "us-east-1"),
      Row(
        endpoint: "https://0123.r2.cloudflarestorage.com/models",
        url: "https://0123.r2.cloudflarestorage.com/models/k", signed: "auto"),
      Row(
        endpoint: "https://0123.eu.r2.cloudflarestorage.com/models/",
        url: "https://0123.eu.r2.cloudflarestorage.com/models/k", signed: "auto"),
      Row(profile: .gcs, url: "https://storage.googleapis.com/models/k", signed: "auto"),
      Row(
        endpoint: "http://127.0.0.1:9000", url: "http://127.0.0.1:9000/models/k",
        signed: "us-east-1"),
      Row(
        endpoint: "http://127.0.0.1:9000", profile: .ceph, usesVirtualHost: true,
        url: "http://127.0.0.1:9000/models/k", signed: "default"),
      Row(
        endpoint: "HTTPS://S3.Example.com:443", usesVirtualHost: true,
        url: "https://models.s3.example.com/k", signed: "us-east-1"),
      Row(
        endpoint: "http://[::1]:7480", region: "x", url: "http://[::1]:7480/models/k", signed: "x"),
    ])
  func addresses(row: Row) throws {
    let location = try S3Location(
      bucket: row.bucket, endpoint: row.endpoint, region: row.region, profile: row.profile,
      usesVirtualHost: row.usesVirtualHost)
    #expect("\(location.scheme)://\(location.authority)\(location.path(of: "k"))" == row.url)
    #expect(location.region == row.signed)
  }

  @Test(
    "what cannot be an endpoint is refused",
    arguments: [
      "s3.example.com", "ftp://s3.example.com", "https://user:secret@s3.example.com",
      "https://s3.example.com/other", "https://s3.example.com/models/deeper",
      "https://s3.example.com?x=1", "https://s3.example.com#x", "", "https://",
    ])
  func badEndpoint(text: String) {
    #expect(throws: S3LocationError.badEndpoint(text)) {
      try S3Location(bucket: "models", endpoint: text)
    }
  }

  @Test(
    "a password in an endpoint is not shown",
    arguments: [
      "https://u:canary@h", "u:canary@h", "https://u:ca/canary@h", "https://u:canary?x@h",
      "https://h?canary",
    ])
  func secretEndpoint(text: String) {
    #expect(!S3LocationError.badEndpoint(text).diagnostic.detail.contains("canary"))
  }

  @Test(
    "what cannot be a bucket, a region or a prefix is refused",
    arguments: ["a/b", "..", "a b", "é", "", "s3://x"])
  func badNames(text: String) {
    let endpoint = "https://s3.example.com"
    #expect(throws: S3LocationError.badBucket(text)) { try S3Location(bucket: text) }
    #expect(throws: S3LocationError.badRegion(text + "/")) {
      try S3Location(bucket: "models", endpoint: endpoint, region: text + "/")
    }
    #expect(throws: S3LocationError.badPrefix("/" + text)) {
      try S3Location(bucket: "models", endpoint: endpoint, prefix: "/" + text)
    }
  }

  @Test("what is missing is named")
  func missing() {
    #expect(throws: S3LocationError.noRegion) { try S3Location(bucket: "models") }
    #expect(throws: S3LocationError.noEndpoint(profile: "r2")) {
      try S3Location(bucket: "models", profile: .r2)
    }
  }

  @Test("the public URL: the bucket's own, or a domain's; never one that needs a signature")
  func publicURL() throws {
    let r2 = try S3Location(
      bucket: "models", endpoint: "https://0.r2.cloudflarestorage.com", prefix: "a/b")
    #expect(throws: S3LocationError.noPublicURL(profile: "r2")) {
      try r2.publicURLText(of: "name", base: nil)
    }
    #expect(
      try r2.publicURLText(of: "name", base: "https://w.example.com")
        == "https://w.example.com/a/b/name")
    #expect(
      try r2.publicURLText(of: "name", base: "https://w.example.com/x/")
        == "https://w.example.com/x/a/b/name")
    let aws = try S3Location(bucket: "models", region: "eu-west-1", prefix: "a/")
    #expect(
      try aws.publicURLText(of: "name", base: nil)
        == "https://models.s3.eu-west-1.amazonaws.com/a/name")
  }

  @Test("the quickstart's names, and the AWS CLI's")
  func defaults() async throws {
    let quickstart = [
      "S3_BUCKET": "models", "S3_ENDPOINT_URL": "https://0.r2.cloudflarestorage.com/models",
      "S3_PUBLIC_URL": "https://w.example.com", "AWS_ENDPOINT_URL": "https://other",
    ]
    let text = "[default]\nregion = eu-central-1\n"
    try await CredentialScene.withHome(configuration: text) { variables, _ in
      let found = try S3Defaults(CredentialSettings(environment: variables.with(quickstart)))
      #expect(found.bucket == "models" && found.publicBaseURL == "https://w.example.com")
      #expect(found.endpoint == "https://0.r2.cloudflarestorage.com/models")
      #expect(found.region == "eu-central-1")
      let other = try S3Defaults(
        CredentialSettings(environment: variables.with(["AWS_DEFAULT_REGION": "x"])))
      #expect(other.region == "x" && other.endpoint == nil && other.bucket == nil)
    }
  }

  @Test(
    "parts: 16 MiB, or more so that 9000 are enough",
    arguments: [
      (16 << 20, nil, 16 << 20), (4_838_736_928, nil, 16 << 20), (200 << 30, nil, 23 << 20),
      (5 << 40, nil, 583 << 20), (4_838_736_928, 64 << 20, 64 << 20),
      (1 << 30, 5 << 20, 5 << 20), (1 << 30, (5 << 20) + 1, 6 << 20),
    ] as [(UInt64, UInt64?, UInt64)])
  func parts(size: UInt64, asked: UInt64?, expected: UInt64) throws {
    let found = try UploadPlan.partSize(for: size, asked: asked, profile: .aws)
    #expect(found == expected)
    let plan = UploadPlan(
      place: "p", key: "k", size: size, checksum: .zero, partSize: found)
    #expect(plan.partCount <= 10_000)
    #expect(plan.range(ofPart: 1)?.lowerBound == 0)
    #expect(plan.range(ofPart: plan.partCount)?.upperBound == size)
    #expect(plan.range(ofPart: plan.partCount + 1) == nil && plan.range(ofPart: 0) == nil)
  }

  @Test(
    "parts of a size that cannot work are refused",
    arguments: [
      (1 << 30, 1 << 20), (1 << 30, 6 << 30), (5 << 40, 16 << 20), (1 << 30, UInt64.max),
    ] as [(UInt64, UInt64)])
  func badParts(size: UInt64, asked: UInt64) {
    #expect(throws: S3Error.self) {
      try UploadPlan.partSize(for: size, asked: asked, profile: .aws)
    }
  }

  @Test(
    "expirations are read as services write them",
    arguments: [
      ("2027-01-15T08:00:00Z", 1_800_000_000), ("2027-01-15T08:00:00.123456Z", 1_800_000_000),
      ("2027-01-15 08:00:00+00:00", 1_800_000_000), ("1970-01-01T00:00:00Z", 0),
      ("2027-01-15T08:00:00+01:00", nil), ("2027-13-15T08:00:00Z", nil), ("soon", nil), ("", nil),
      ("2027-01-15T08:00:00", nil),
    ] as [(String, Int64?)])
  func times(text: String, seconds: Int64?) {
    #expect(SigningTime(iso8601: text)?.unixSeconds == seconds)
  }
}
