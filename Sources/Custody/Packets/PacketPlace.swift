/// What is lost together: a disk, a machine, a bucket. Two copies in one of them are one copy.
public struct FailureDomain: Hashable, Sendable {
  /// Its name, such as `this machine` or `host:main`.
  public let name: String

  /// Names a failure domain.
  public init(_ name: String) { self.name = name }

  /// The disks of this machine.
  public static let thisMachine = FailureDomain("this machine")
}

extension FailureDomain: Comparable, CustomStringConvertible {
  /// By name.
  public static func < (left: FailureDomain, right: FailureDomain) -> Bool {
    left.name < right.name
  }

  /// The name.
  public var description: String { name }
}

/// Somewhere packets lie: a directory, or a host behind an adapter.
///
/// What a place is given it keeps: it has no call that replaces or removes.
public protocol PacketPlace: Sendable {
  /// What the place is lost together with.
  var domain: FailureDomain { get }

  /// Keeps bytes under a name, unless there are some already.
  ///
  /// - Returns: Whether they are new; not, when the name was taken, by whatever bytes.
  /// - Throws: When it is not known whether they are kept.
  func put(_ bytes: [UInt8], named name: PacketName) async throws -> Bool

  /// Fetches the bytes anew: from the disk, or through the public URL, never from a memory of
  /// ``put(_:named:)``.
  ///
  /// - Returns: `nil` when there are none.
  /// - Throws: When that is not known.
  func fetch(_ name: PacketName) async throws -> [UInt8]?
}
