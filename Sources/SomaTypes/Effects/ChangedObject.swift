public import BCS

/// An object before and after a transaction.
///
/// BCS: id; before: tag 0, or 1 with version, digest and owner; after: tag 0, or 1 with digest and
/// owner; id operation. Source: chain type `EffectsObjectChange`.
public struct ChangedObject: Hashable, Sendable {
  /// An object as a transaction found it.
  public struct Input: Hashable, Sendable {
    /// Which version.
    public var version: ObjectVersion
    /// The digest of that version.
    public var digest: ObjectDigest
    /// Who owned it.
    public var owner: Owner

    /// Creates an input.
    public init(version: ObjectVersion, digest: ObjectDigest, owner: Owner) {
      self.version = version
      self.digest = digest
      self.owner = owner
    }
  }

  /// An object as a transaction left it, at the version of the effects.
  public struct Output: Hashable, Sendable {
    /// The digest of the new version.
    public var digest: ObjectDigest
    /// Who owns it.
    public var owner: Owner

    /// Creates an output.
    public init(digest: ObjectDigest, owner: Owner) {
      self.digest = digest
      self.owner = owner
    }
  }

  /// Which object.
  public var id: ObjectID
  /// What was there before; `nil` when nothing was.
  public var input: Input?
  /// What is there now; `nil` when nothing is.
  public var output: Output?
  /// What happened to the id.
  public var operation: IDOperation

  /// Creates a change.
  public init(id: ObjectID, input: Input?, output: Output?, operation: IDOperation) {
    self.id = id
    self.input = input
    self.output = output
    self.operation = operation
  }
}

extension ChangedObject: BCSCodable {
  /// Reads a change.
  public init(from reader: inout BCSReader) throws(BCSError) {
    id = try reader.read()
    if try reader.readVariant(of: "ObjectIn", count: 2) == 1 {
      input = Input(
        version: try reader.read(), digest: try reader.read(), owner: try reader.read())
    }
    if try reader.readVariant(of: "ObjectOut", count: 2) == 1 {
      output = Output(digest: try reader.read(), owner: try reader.read())
    }
    operation = try reader.read()
  }

  /// Writes the change.
  public func encode(to writer: inout BCSWriter) {
    writer.write(id)
    writer.writeVariant(input == nil ? 0 : 1)
    if let input {
      writer.write(input.version)
      writer.write(input.digest)
      writer.write(input.owner)
    }
    writer.writeVariant(output == nil ? 0 : 1)
    if let output {
      writer.write(output.digest)
      writer.write(output.owner)
    }
    writer.write(operation)
  }
}
