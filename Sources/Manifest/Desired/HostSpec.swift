public import SomaTypes

/// Where ciphertext and packets are stored, and from where the world reads them.
public struct HostSpec: Equatable, Sendable {
  /// Its name in the set.
  public var name: ResourceName
  /// What kind of host it is.
  public var kind: HostKind

  /// Creates a spec.
  public init(name: ResourceName, kind: HostKind) {
    self.name = name
    self.kind = kind
  }
}

/// A kind of host.
public enum HostKind: Equatable, Sendable {
  /// Object storage that speaks S3.
  case s3(S3HostSpec)
  /// A server that takes `PUT`.
  case httpPut(HTTPPutHostSpec)
  /// A directory that a web server publishes: its absolute path, and the URL under which it appears.
  case directory(path: String, publicBaseURL: CanonicalURL)
  /// A program that takes the object on its standard input, and the URL under which objects appear.
  case command([String], publicBaseURL: CanonicalURL)
}

/// Object storage that speaks S3. But for the prefix, what is `nil` comes from the
/// environment: `S3_BUCKET`, `AWS_REGION` and so on.
public struct S3HostSpec: Equatable, Sendable {
  /// Whose dialect it speaks.
  public var profile: S3Profile = .aws
  /// The bucket.
  public var bucket: String?
  /// The region.
  public var region: String?
  /// The address of the service, when it is not Amazon's.
  public var endpoint: CanonicalURL?
  /// What the names of all objects begin with; without `/` at either end.
  public var prefix: String?
  /// Under which URL the bucket's objects appear to the world; the prefix and the name follow.
  public var publicBaseURL: CanonicalURL?
  /// Where the access keys come from.
  public var credentials: S3Credentials = .automatic

  /// Creates the defaults: everything from the environment.
  public init() {}
}

/// Whose dialect of S3 a host speaks.
public enum S3Profile: String, CaseIterable, Sendable {
  /// Amazon S3.
  case aws
  /// Cloudflare R2.
  case r2
  /// Google Cloud Storage, through its interoperable interface.
  case gcs
  /// MinIO.
  case minio
  /// Ceph's object gateway.
  case ceph
  /// Anything else: only what every S3 has.
  case generic
}

/// Where the access keys of a bucket come from.
public enum S3Credentials: Hashable, Sendable {
  /// As Amazon's own tools look for them, in the same order.
  case automatic
  /// The environment alone.
  case environment
  /// A profile of the shared files.
  case profile(String)
  /// What a program prints, in the format of `credential_process`; asked again when they near their end.
  case command([String])
}

/// A server that takes `PUT`. Either its URL is given, or a command prints one for each object.
public struct HTTPPutHostSpec: Equatable, Sendable {
  /// Where objects are put.
  public var target: HTTPPutTarget
  /// A program that prints headers to send along, one a line.
  public var headersCommand: [String]?
  /// Under which URL objects appear to the world.
  public var publicBaseURL: CanonicalURL

  /// Creates a spec.
  public init(
    target: HTTPPutTarget, headersCommand: [String]? = nil, publicBaseURL: CanonicalURL
  ) {
    self.target = target
    self.headersCommand = headersCommand
    self.publicBaseURL = publicBaseURL
  }
}

/// Where objects are put.
public enum HTTPPutTarget: Hashable, Sendable {
  /// Below this URL.
  case baseURL(CanonicalURL)
  /// To the URL that a program prints for the name in `STEWARD_OBJECT_NAME`, such as a presigned one.
  case command([String])
}
