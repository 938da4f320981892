public import Diagnostics

extension BCSError: Explainable {
  /// The explanation, with the offset of the offending item.
  public var diagnostic: Diagnostic {
    let (name, fact) = reason.explanation
    return Diagnostic(
      code: "bcs.\(name)", summary: "The bytes are not what they should be",
      detail: "At byte \(offset): \(fact)",
      remedies: [reason.remedy])
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
    case .unknownFormat(let type, let format, let known):
      (
        "unknownFormat",
        "\(type) is in format \(format), and this program knows no format after \(known)."
      )
    }
  }
  /// What to do about it.
  fileprivate var remedy: String {
    switch self {
    case .unknownFormat: "Use the version of Steward that wrote it, or a later one."
    case .truncated, .trailingBytes, .nonMinimalLength, .lengthTooLarge, .invalidBool,
      .invalidOptionTag, .unknownVariant, .invalidUTF8, .unsortedKeys, .duplicateKey,
      .wrongByteCount, .invalidValue, .tooDeep:
      "Check that the bytes are whole and unchanged."
    }
  }
}
