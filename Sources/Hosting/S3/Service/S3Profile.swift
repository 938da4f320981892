/// What differs between services that speak S3.
///
/// Taken from the services' own documentation and from rclone's catalogue of quirks; `ceph` is what
/// the tests run against. When a service is not in the table, `generic` asks the least of it.
public struct S3Profile: Hashable, Sendable {
  /// The name in a manifest, such as `aws`.
  public let name: String

  /// Whether the bucket stands in the host name instead of the path.
  let usesVirtualHost: Bool

  /// The region that signatures name when none is given.
  let defaultRegion: String?

  /// Whether `If-None-Match: *` keeps a PUT from replacing an object.
  let createsOnlyOnPut: Bool

  /// Whether it does the same when parts are put together.
  let createsOnlyOnComplete: Bool

  /// Whether the body's SHA-256 is also sent as `x-amz-checksum-sha256`, to be kept with the object.
  /// Several services refuse such headers, and the signature covers the same hash anyway.
  let sendsChecksum: Bool

  /// Whether the service's own address can be read by everyone when the bucket allows it.
  let hasPublicAddress: Bool

  /// Shortest part but the last, in bytes.
  var leastPart: UInt64 = 5 << 20

  /// What lengths of parts are multiples of, in bytes: sources are read a MiB at a time.
  var partGranule: UInt64 = 1 << 20

  /// Longest part, and longest object that is sent in one piece, in bytes.
  let mostPart: UInt64 = 5 << 30

  /// Most parts.
  let mostParts: UInt64 = 10_000

  /// Amazon S3.
  public static let aws = S3Profile(
    name: "aws", usesVirtualHost: true, defaultRegion: nil, createsOnlyOnPut: true,
    createsOnlyOnComplete: true, sendsChecksum: true, hasPublicAddress: true)

  /// Cloudflare R2. Its S3 address never answers without a signature, and all parts but the last
  /// must have one length, as ours have.
  /// Source: <https://developers.cloudflare.com/r2/api/s3/api/>.
  public static let r2 = S3Profile(
    name: "r2", usesVirtualHost: false, defaultRegion: "auto", createsOnlyOnPut: true,
    createsOnlyOnComplete: false, sendsChecksum: false, hasPublicAddress: false)

  /// Google Cloud Storage with HMAC keys. Its own precondition header cannot stand beside Amazon's.
  /// Source: <https://cloud.google.com/storage/docs/interoperability>.
  public static let gcs = S3Profile(
    name: "gcs", usesVirtualHost: false, defaultRegion: "auto", createsOnlyOnPut: false,
    createsOnlyOnComplete: false, sendsChecksum: false, hasPublicAddress: true)

  /// MinIO.
  public static let minio = S3Profile(
    name: "minio", usesVirtualHost: false, defaultRegion: "us-east-1", createsOnlyOnPut: true,
    createsOnlyOnComplete: false, sendsChecksum: false, hasPublicAddress: true)

  /// Ceph's radosgw.
  public static let ceph = S3Profile(
    name: "ceph", usesVirtualHost: false, defaultRegion: "default", createsOnlyOnPut: true,
    createsOnlyOnComplete: false, sendsChecksum: false, hasPublicAddress: true)

  /// Anything else.
  public static let generic = S3Profile(
    name: "generic", usesVirtualHost: false, defaultRegion: "us-east-1", createsOnlyOnPut: false,
    createsOnlyOnComplete: false, sendsChecksum: false, hasPublicAddress: true)

  /// All profiles.
  public static let all = [aws, r2, gcs, minio, ceph, generic]

  /// The profile of that name.
  public static func named(_ name: String) -> S3Profile? { all.first { $0.name == name } }

  /// The profile of the service at a host, by its domain; ``generic`` for one that is not known.
  static func serving(host: String) -> S3Profile {
    if host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") { return aws }
    if host.hasSuffix(".r2.cloudflarestorage.com") { return r2 }
    if host == "storage.googleapis.com" || host.hasSuffix(".storage.googleapis.com") { return gcs }
    return generic
  }
}
