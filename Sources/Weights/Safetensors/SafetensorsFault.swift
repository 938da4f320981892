/// What is wrong with a safetensors file. Names of tensors are as written.
public enum SafetensorsFault: Error, Equatable, Sendable {
  /// The file ends before its header does, or before that begins.
  case tooShort(size: UInt64)
  /// The file says that its header is longer than any, in bytes.
  case headerTooLong(length: UInt64, limit: Int)
  /// The file says that its header goes on after the end of the file.
  case headerBeyondEnd(length: UInt64, available: UInt64)
  /// The header is not the JSON that it must be; offsets count from the start of the file.
  case malformed(JSONFault)
  /// Elements that the format does not know.
  case unknownType(tensor: String, type: String)
  /// A tensor has a member that the format does not know.
  case unknownMember(tensor: String, member: String)
  /// A tensor lacks its type, its shape, or one of two offsets.
  case incompleteEntry(tensor: String)
  /// A tensor ends before it begins; offsets into the data.
  case backwards(tensor: String, start: UInt64, end: UInt64)
  /// Type and shape ask for another number of bytes, or for more than can be counted.
  case wrongByteCount(tensor: String, type: ElementType, shape: [UInt64], byteCount: UInt64)
  /// Bytes that belong to no tensor; offsets into the data.
  case gap(before: String, from: UInt64, to: UInt64)
  /// A tensor begins inside another; offsets into the data.
  case overlap(tensor: String, start: UInt64, previousEnd: UInt64)
  /// The file ends inside a tensor or before it: the first such, and both lengths in bytes.
  case truncated(tensor: String, needed: UInt64, size: UInt64)
  /// Bytes after the last tensor.
  case trailingBytes(count: UInt64)

  init(_ fault: JSONFault) {
    self = .malformed(JSONFault(fault.reason, at: fault.offset + 8))
  }

  /// Whether more bytes at the end could make the file whole: it may still be growing.
  public var isIncomplete: Bool {
    switch self {
    case .tooShort, .headerBeyondEnd, .truncated: true
    case .headerTooLong, .malformed, .unknownType, .unknownMember, .incompleteEntry,
      .backwards, .wrongByteCount, .gap, .overlap, .trailingBytes:
      false
    }
  }
}
