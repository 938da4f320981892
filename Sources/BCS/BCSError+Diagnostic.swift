public import Diagnostics

extension BCSError: Explainable {
  /// The explanation, with the offset of the offending item.
  public var diagnostic: Diagnostic {
    let (name, fact) = reason.explanation
    return Diagnostic(
      code: "bcs.\(name)", summary: "The bytes are not what they should be",
      detail: "At byte \(offset): \(fact)",
      remedies: ["Check that the bytes are whole and unchanged."])
  }
}

extension BCSError.Reason {
  /// The last part of the code, and the fact in one sentence.
  fileprivate var explanation: (name: String, fact: String) {
    switch self {
    case .truncated(let missing):
      ("truncated", "\(missing) more bytes are needed than there are.")
    case .trailingBytes(let count):
      ("trailingBytes", "\(count) bytes are left over after the value.")
    case .nonMinimalLength:
      ("nonMinimalLength", "a number is padded with zero groups.")
    case .lengthTooLarge:
      ("lengthTooLarge", "a length is beyond what BCS allows.")
    case .invalidBool(let byte):
      ("invalidBool", "a boolean is \(byte), neither 0 nor 1.")
    case .invalidOptionTag(let tag):
      ("invalidOptionTag", "an option is tagged \(tag), neither 0 nor 1.")
    case .unknownVariant(let type, let index):
      ("unknownVariant", "\(type) has no variant \(index).")
    case .invalidUTF8:
      ("invalidUTF8", "a string is not UTF-8.")
    case .unsortedKeys:
      ("unsortedKeys", "the keys of a map or set are not in order.")
    case .duplicateKey:
      ("duplicateKey", "a key of a map or set occurs twice.")
    case .wrongByteCount(let type, let expected, let actual):
      ("wrongByteCount", "\(type) has \(actual) bytes instead of \(expected).")
    case .invalidValue(let type, let reason):
      ("invalidValue", "\(type): \(reason).")
    case .tooDeep:
      ("tooDeep", "values are nested too deeply.")
    }
  }
}
