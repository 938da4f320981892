public import BCS
import SomaCrypto

/// One version of an on-chain object: the chain's `Object`.
///
/// BCS: type, version, a byte string of id and content, owner, previous transaction.
public struct SomaObject: Hashable, Sendable {
  /// What it is.
  public var type: ObjectType
  /// The lamport version of the transaction that wrote it.
  public var version: ObjectVersion
  /// Its id.
  public var id: ObjectID
  /// BCS of the value, without the id; protobuf carries it so too.
  public var content: [UInt8]
  /// Who may use it.
  public var owner: Owner
  /// The transaction that wrote it; zero at genesis.
  public var previousTransaction: TransactionDigest

  /// Creates an object.
  public init(
    type: ObjectType, version: ObjectVersion, id: ObjectID, content: [UInt8], owner: Owner,
    previousTransaction: TransactionDigest
  ) {
    self.type = type
    self.version = version
    self.id = id
    self.content = content
    self.owner = owner
    self.previousTransaction = previousTransaction
  }

  /// The digest of this version: BLAKE2b-256 of `Object::` and the BCS.
  public var digest: ObjectDigest { Digest(prefixed: "Object", self) }

  /// What a transaction names to use this version.
  public var reference: ObjectRef { ObjectRef(id: id, version: version, digest: digest) }
}

extension SomaObject: BCSCodable {
  /// Reads an object.
  public init(from reader: inout BCSReader) throws(BCSError) {
    type = try reader.read()
    version = try reader.read()
    let start = reader.offset
    let contents = try reader.readByteString()
    guard let id = Bytes32(contents.prefix(Bytes32.count)) else {
      throw BCSError(
        .invalidValue(type: "Object", reason: "\(contents.count) bytes do not hold an id"),
        at: start)
    }
    self.id = ObjectID(id)
    content = Array(contents.dropFirst(Bytes32.count))
    owner = try reader.read()
    previousTransaction = try reader.read()
  }

  /// Writes the object.
  public func encode(to writer: inout BCSWriter) {
    writer.write(type)
    writer.write(version)
    writer.writeByteString(id.bytes.bytes + content)
    writer.write(owner)
    writer.write(previousTransaction)
  }
}
