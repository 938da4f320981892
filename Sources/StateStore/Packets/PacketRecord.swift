public import SomaCrypto
public import SomaTypes

/// A reveal packet, and where copies of it were read back.
public struct PacketRecord: Equatable, Sendable {
  /// A place at which a copy is.
  public struct Place: Equatable, Sendable {
    /// A path or a URL.
    public var location: String
    /// What would take this copy away together with others: a machine, a host.
    public var failureDomain: String
    /// When the copy was last read back and opened.
    public var verifiedAt: Moment

    /// Creates a place.
    public init(location: String, failureDomain: String, verifiedAt: Moment) {
      self.location = location
      self.failureDomain = failureDomain
      self.verifiedAt = verifiedAt
    }
  }

  /// The name of the file or object.
  public var name: String
  /// BLAKE2b-256 of the sealed packet. It never changes.
  public var digest: Bytes32
  /// The release whose key it reveals.
  public var release: ReleaseID
  /// The embedding that it reveals.
  public var embedding: EmbeddingCommitment
  /// Where copies were read back, by their locations.
  public var places: [Place]

  /// Creates a record.
  public init(
    name: String, digest: Bytes32, release: ReleaseID, embedding: EmbeddingCommitment,
    places: [Place] = []
  ) {
    self.name = name
    self.digest = digest
    self.release = release
    self.embedding = embedding
    self.places = places
  }

  /// How many failures of different kinds it would take to lose every copy.
  public var copyCount: Int { Set(places.map(\.failureDomain)).count }
}
