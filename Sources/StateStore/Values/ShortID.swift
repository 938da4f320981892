import SomaCrypto

/// What a ``ShortID`` names, and how long it is.
public protocol ShortIDKind: Sendable {
  /// Length in bytes.
  static var byteCount: Int { get }
}

/// A few bytes that name a thing of ours. Text: lower-case hex digits, as in the names of objects.
public struct ShortID<Kind: ShortIDKind>: Hashable, Sendable {
  /// The bytes.
  public let bytes: [UInt8]

  /// Takes the bytes.
  ///
  /// - Returns: `nil` when there are more or fewer than the kind has.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Kind.byteCount else { return nil }
    self.bytes = Array(bytes)
  }
}

extension ShortID: CustomStringConvertible {
  /// Hex digits.
  public var description: String { bytes.withUnsafeBytes { Hex.encode($0) } }
}

/// A release: 16 bytes, derived from its content.
public enum ReleaseKind: ShortIDKind {
  /// 16.
  public static let byteCount = 16
}

/// A master secret: 4 bytes, which say nothing about it.
public enum MasterKind: ShortIDKind {
  /// 4.
  public static let byteCount = 4
}

/// The id of a release.
public typealias ReleaseID = ShortID<ReleaseKind>
/// The id of a master secret.
public typealias MasterID = ShortID<MasterKind>
