import BCS

/// The shape of one field of a ``SomaError``, enough to find its end and to refuse what is not
/// canonical.
indirect enum SomaErrorField: Sendable {
  /// One byte, 0 or 1.
  case bool
  /// Four bytes.
  case u32
  /// Eight bytes.
  case u64
  /// UTF-8.
  case string
  /// 32 bytes without a length: an id, or a peer's key.
  case bytes32
  /// 32 bytes with their length: a digest of any kind.
  case digest
  /// See ``AuthorityName``.
  case authorityName
  /// See ``ObjectRef``.
  case objectRef
  /// See ``Committee``.
  case committee
  /// Another error.
  case error
  /// 0, or 1 and the field.
  case option(SomaErrorField)
  /// A count, and the fields that many times.
  case sequence([SomaErrorField])
  /// A count, and that many keys with fields, ascending by key.
  case map(SomaErrorField, [SomaErrorField])
}

/// Reads the fields of a ``SomaError`` and keeps the texts that it meets.
struct SomaErrorWalk {
  /// What was met so far.
  private(set) var texts: [String] = []
  private var depth = 0

  /// Reads all fields of a variant.
  ///
  /// - Throws: ``BCSError``.
  mutating func readFields(of index: Int, from reader: inout BCSReader) throws(BCSError) {
    guard depth < SomaError.maximumDepth else { throw BCSError(.tooDeep, at: reader.offset) }
    depth += 1
    try read(SomaError.variants[index].fields, from: &reader)
    depth -= 1
  }

  private mutating func read(
    _ fields: [SomaErrorField], from reader: inout BCSReader
  ) throws(BCSError) {
    for field in fields { try read(field, from: &reader) }
  }

  private mutating func read(
    _ field: SomaErrorField, from reader: inout BCSReader
  ) throws(BCSError) {
    switch field {
    case .bool: _ = try reader.readBool()
    case .u32: _ = try reader.readInteger(UInt32.self)
    case .u64: _ = try reader.readInteger(UInt64.self)
    case .string: texts.append(try reader.readString())
    case .bytes32: _ = try reader.read(ObjectID.self)
    case .digest: _ = try reader.read(TransactionDigest.self)
    case .authorityName: _ = try reader.read(AuthorityName.self)
    case .objectRef: _ = try reader.read(ObjectRef.self)
    case .committee: _ = try reader.read(Committee.self)
    case .error:
      let index = try reader.readVariant(of: "SomaError", count: SomaError.variants.count)
      try readFields(of: index, from: &reader)
    case .option(let field):
      _ = try reader.readOption { (reader) throws(BCSError) in try read(field, from: &reader) }
    case .sequence(let fields):
      _ = try reader.readSequence { (reader) throws(BCSError) in try read(fields, from: &reader) }
    case .map(let key, let fields):
      _ = try reader.readMap { (reader) throws(BCSError) in
        let start = reader.offset
        try read(key, from: &reader)
        return reader.bytesRead(since: start)
      } value: { (reader) throws(BCSError) in
        try read(fields, from: &reader)
      }
    }
  }
}
