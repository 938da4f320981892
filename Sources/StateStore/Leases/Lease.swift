/// A lease as the state has it.
public struct Lease: Equatable, Sendable {
  /// What it is the right to do.
  public var name: String
  /// How often it was given; the number of whoever got it last.
  public var token: UInt64
  /// Who has it; `nil` when nobody does.
  public var tenure: Tenure?

  /// Who holds a lease, and since when.
  public struct Tenure: Equatable, Sendable {
    /// The process.
    public var holder: LeaseHolder
    /// When it last said that it is alive.
    public var renewed: BootTime
    /// How long that holds, in milliseconds.
    public var ttl: Int64

    /// Creates a tenure.
    public init(holder: LeaseHolder, renewed: BootTime, ttl: Int64) {
      self.holder = holder
      self.renewed = renewed
      self.ttl = ttl
    }
  }

  /// Creates a lease.
  public init(name: String, token: UInt64, tenure: Tenure?) {
    self.name = name
    self.token = token
    self.tenure = tenure
  }
}

/// The proof that somebody held a lease last. Good until somebody else gets it.
public struct Fence: Hashable, Sendable {
  /// What it is the right to do.
  public let name: LeaseName
  /// The lease's token when it was given.
  public let token: UInt64
}

/// What came of asking for a lease.
public enum LeaseAnswer: Equatable, Sendable {
  /// It is the asker's.
  case granted(Fence)
  /// Somebody else has it, for so many milliseconds at most unless they renew it.
  case held(by: LeaseHolder, milliseconds: Int64)
}
