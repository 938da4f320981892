public import Hosting
public import Manifest
import SomaTypes

/// A host as its owner declared it, ready to be used.
public struct DeclaredHost: Sendable {
  /// What its owner calls it.
  public let name: ResourceName

  /// The host.
  public let host: any PublicHost

  /// Where the access keys of a bucket come from; `nil` for hosts of other kinds.
  public let credentials: CredentialChain?

  /// Makes what was declared usable. Nothing is sent or run yet.
  ///
  /// - Throws: ``HostSettingError``; `S3LocationError`; `CredentialError` when a shared file cannot be
  ///   read; `S3Error` for a size of parts that cannot be.
  public init(_ spec: HostSpec, in surroundings: HostSurroundings) throws {
    name = spec.name
    switch spec.kind {
    case .s3(let bucket):
      let settings = CredentialSettings(
        bucket.credentials, environment: surroundings.environment)
      let chain = CredentialChain(settings: settings, transport: surroundings.transport)
      let defaults = try S3Defaults(settings)
      credentials = chain
      host = try S3Host(
        S3Location(bucket, defaults), credentials: chain, journal: surroundings.journal,
        options: S3Host.Options(bucket, defaults, in: surroundings),
        transport: surroundings.transport)
    case .httpPut(let server):
      credentials = nil
      host = HTTPPutHost(server, in: surroundings)
    case .directory(let path, let publicBaseURL):
      credentials = nil
      host = DirectoryHost(path: path, publicBase: publicBaseURL.text)
    case .command(let words, let publicBaseURL):
      credentials = nil
      host = CommandHost(
        HostCommand(.program(words), timeout: Self.uploadTimeout),
        publicBase: publicBaseURL.text, transport: surroundings.transport)
    }
  }

  /// How long a command may take for an object: real weights over a slow line.
  private static let uploadTimeout = Duration.seconds(24 * 3600)
}

extension HTTPPutHost {
  fileprivate init(_ spec: HTTPPutHostSpec, in surroundings: HostSurroundings) {
    let destination: Destination =
      switch spec.target {
      case .baseURL(let url): .base(url.text)
      case .command(let words): .command(HostCommand(.program(words)))
      }
    self.init(
      to: destination, publicBase: spec.publicBaseURL.text, transport: surroundings.transport)
    headersCommand = spec.headersCommand.map { HostCommand(.program($0)) }
    makesCollections = true
  }
}
