public import BCS
public import SomaCrypto

/// What an ``Identifier`` names, and how its text begins.
public protocol IdentifierKind: Sendable {
  /// The chain's name for it.
  static var name: String { get }
  /// `0x`, or nothing for addresses.
  static var prefix: String { get }
}

/// 32 bytes that name one kind of thing: an object, a model, a target, a pool or an account.
///
/// BCS: the 32 bytes, without a length. Text: 64 lower-case hex digits, after `0x` except for
/// addresses. Source: chain types `ObjectID` and `SomaAddress`.
public struct Identifier<Kind: IdentifierKind>: Hashable, Sendable {
  /// The bytes.
  public let bytes: Bytes32

  /// Takes the bytes.
  public init(_ bytes: Bytes32) { self.bytes = bytes }

  /// 32 zero bytes. As an address: the sender of system transactions.
  public static var zero: Self { Self(.zero) }
}

extension Identifier: Comparable {
  /// Lexicographic, first byte first.
  public static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
}

extension Identifier: CustomStringConvertible {
  /// The chain's own spelling of this kind.
  public var description: String { Kind.prefix + bytes.description }
}

extension Identifier: BCSCodable {
  /// Reads 32 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
  }

  /// Writes 32 bytes.
  public func encode(to writer: inout BCSWriter) {
    bytes.withUnsafeBytes { writer.writeFixed($0) }
  }
}

/// An on-chain object.
public enum ObjectKind: IdentifierKind {
  /// `ObjectID`.
  public static let name = "ObjectID"
  /// `0x`.
  public static let prefix = "0x"
}

/// A model.
public enum ModelKind: IdentifierKind {
  /// `ModelId`.
  public static let name = "ModelId"
  /// `0x`.
  public static let prefix = "0x"
}

/// A target that submissions aim at.
public enum TargetKind: IdentifierKind {
  /// `TargetId`.
  public static let name = "TargetId"
  /// `0x`.
  public static let prefix = "0x"
}

/// The staking pool of a validator or a model.
public enum StakingPoolKind: IdentifierKind {
  /// `ObjectID`, for the chain has no name of its own for it.
  public static let name = "ObjectID"
  /// `0x`.
  public static let prefix = "0x"
}

/// An account.
public enum AddressKind: IdentifierKind {
  /// `SomaAddress`.
  public static let name = "SomaAddress"
  /// None: the chain prints addresses without `0x`.
  public static let prefix = ""
}

/// The id of an on-chain object.
public typealias ObjectID = Identifier<ObjectKind>
/// The id of a model.
public typealias ModelID = Identifier<ModelKind>
/// The id of a target.
public typealias TargetID = Identifier<TargetKind>
/// The id of a staking pool.
public typealias StakingPoolID = Identifier<StakingPoolKind>
/// The address of an account.
public typealias SomaAddress = Identifier<AddressKind>
