public import Hosting

/// What a host needs of the machine and of the run, beside what its owner declared.
public struct HostSurroundings: Sendable {
  /// The variables of the environment.
  public var environment: [String: String]

  /// What requests are sent with.
  public var transport: HTTPTransport

  /// Keeps the progress of uploads in parts.
  public var journal: any UploadJournal

  /// Length of the parts of an upload, in bytes; `nil` for what fits the object.
  public var partSize: UInt64?

  /// How many parts are sent at once; `nil` for the host's own choice.
  public var parallelParts: Int?

  /// Joins them.
  public init(
    environment: [String: String], transport: HTTPTransport, journal: any UploadJournal,
    partSize: UInt64? = nil, parallelParts: Int? = nil
  ) {
    self.environment = environment
    self.transport = transport
    self.journal = journal
    self.partSize = partSize
    self.parallelParts = parallelParts
  }
}
