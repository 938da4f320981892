public import Diagnostics

/// Why a path names no object.
public enum ObjectKeyError: Error, Equatable, Sendable {
  /// A `%` that two hex digits do not follow; position in bytes, counted from 1.
  case badEscape(position: Int)
  /// A control character; position in bytes, counted from 1.
  case controlCharacter(position: Int)
  /// A segment is `.` or `..`.
  case dotSegment
  /// There is nothing.
  case empty
  /// Two slashes in a row, or one at the beginning or the end.
  case emptySegment
  /// The decoded bytes are not UTF-8.
  case notUTF8
  /// The first segment begins with a dot.
  case reserved
  /// A segment is longer than the name of a file can be.
  case segmentTooLong(byteCount: Int)
  /// The whole key is too long.
  case tooLong(byteCount: Int)
}

extension ObjectKeyError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .badEscape(let position):
      diagnostic("badEscape", "At byte \(position), two hex digits do not follow %.")
    case .controlCharacter(let position):
      diagnostic("controlCharacter", "Byte \(position) is a control character.")
    case .dotSegment: diagnostic("dotSegment", "A segment of the path is . or .. .")
    case .empty: diagnostic("empty", "The path is empty.")
    case .emptySegment:
      diagnostic("emptySegment", "The path has two slashes in a row, or ends with one.")
    case .notUTF8: diagnostic("notUTF8", "The decoded path is not UTF-8.")
    case .reserved: diagnostic("reserved", "The path begins with a dot.")
    case .segmentTooLong(let count):
      diagnostic(
        "segmentTooLong",
        "A segment of the path has \(count) bytes; \(ObjectKey.maximumSegmentByteCount) are possible."
      )
    case .tooLong(let count):
      diagnostic(
        "tooLong", "The path has \(count) bytes; \(ObjectKey.maximumByteCount) are possible.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "objectKey.\(name)", summary: "A path names no object", detail: detail,
      remedies: ["Use segments of letters, digits, - and _, divided by single slashes."])
  }
}
