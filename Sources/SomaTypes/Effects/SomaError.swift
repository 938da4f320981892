public import BCS

/// An error inside a node: the chain's own `SomaError`, which effects can carry.
///
/// It has 91 variants that say little to an owner, so only index, name and texts are taken out;
/// the fields are kept as they came and written back bit for bit.
public struct SomaError: Hashable, Sendable {
  /// How many errors may lie inside one another; far more than a node has reason to nest.
  public static let maximumDepth = 32

  /// The BCS index of the variant, `0...90`.
  public let index: Int
  /// BCS of the variant's fields, without the index.
  public let fields: [UInt8]
  /// Every text among the fields, in order; those of inner errors too.
  public let texts: [String]

  /// The chain's name of the variant, such as `GenericAuthorityError`.
  public var name: String { Self.variants[index].name }

  /// The variant that the chain wraps a bare text in.
  public static func genericAuthorityError(_ text: String) -> SomaError {
    var writer = BCSWriter()
    writer.write(text)
    return SomaError(index: 14, fields: writer.bytes, texts: [text])
  }

  private init(index: Int, fields: [UInt8], texts: [String]) {
    self.index = index
    self.fields = fields
    self.texts = texts
  }
}

extension SomaError: BCSCodable {
  /// Reads a variant and checks all of its fields.
  ///
  /// - Throws: ``BCSError``; ``BCSError/Reason/tooDeep`` for more than ``maximumDepth`` errors
  ///   inside one another.
  public init(from reader: inout BCSReader) throws(BCSError) {
    index = try reader.readVariant(of: "SomaError", count: Self.variants.count)
    let start = reader.offset
    var walk = SomaErrorWalk()
    try walk.readFields(of: index, from: &reader)
    fields = reader.bytesRead(since: start)
    texts = walk.texts
  }

  /// Writes the index and the fields as they came.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(index)
    writer.writeFixed(fields)
  }
}
