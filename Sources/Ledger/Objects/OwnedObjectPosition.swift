public import BCS
public import SomaTypes

/// A place in the listing of an account's objects, which is where the object itself stands.
///
/// The order: by type, coins from the poorest to the richest, then by id. BCS is the inner part of
/// a node's page token: owner, type, option of the balance *with all bits inverted*, id, version.
/// Source: WIRE.md 6.4; `authority/src/rpc_index.rs`, `OwnerIndexKey`; `authority/src/storage.rs`,
/// `owned_objects_iter`.
public struct OwnedObjectPosition: Hashable, Sendable {
  /// Whose objects are listed.
  public var owner: SomaAddress
  /// What the object is.
  public var type: ObjectType
  /// What it holds, when it is a coin.
  public var balance: Amount?
  /// Which object.
  public var id: ObjectID
  /// Which version of it; it does not count in the order.
  public var version: ObjectVersion
}

extension OwnedObjectPosition: BCSCodable {
  /// Reads a position.
  public init(from reader: inout BCSReader) throws(BCSError) {
    owner = try reader.read()
    type = try reader.read()
    balance = try reader.readOption(of: Amount.self).map { Amount(~$0.shannons) }
    id = try reader.read()
    version = try reader.read()
  }

  /// Writes the position.
  public func encode(to writer: inout BCSWriter) {
    writer.write(owner)
    writer.write(type)
    writer.writeOption(balance.map { Amount(~$0.shannons) })
    writer.write(id)
    writer.write(version)
  }
}
