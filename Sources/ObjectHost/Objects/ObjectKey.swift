/// The name of an object: the path of its URL, decoded and without the first slash.
///
/// One to 1024 bytes of UTF-8 in segments divided by `/`. A segment has 1 to 255 bytes, as the names
/// of files have, and is neither `.` nor `..`; there are no control characters. The first segment
/// does not begin with a dot, for such names are the host's own. So a key can be a path below a
/// directory, and cannot lead out of it.
public struct ObjectKey: Hashable, Sendable {
  /// Longest key, in bytes of UTF-8.
  public static let maximumByteCount = 1024

  /// Longest segment, in bytes of UTF-8.
  public static let maximumSegmentByteCount = 255

  /// The key as a text, such as `weights/01ab-23cd`.
  public let text: String

  /// Checks a key that is not percent-encoded.
  ///
  /// - Throws: ``ObjectKeyError``, but neither ``ObjectKeyError/badEscape(position:)`` nor
  ///   ``ObjectKeyError/notUTF8``.
  public init(_ text: String) throws(ObjectKeyError) {
    let count = text.utf8.count
    guard count > 0 else { throw .empty }
    guard count <= Self.maximumByteCount else { throw .tooLong(byteCount: count) }
    for (index, byte) in text.utf8.enumerated() where byte < 0x20 || byte == 0x7f {
      throw .controlCharacter(position: index + 1)
    }
    for segment in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !segment.isEmpty else { throw .emptySegment }
      guard !segment.elementsEqual(".".utf8), !segment.elementsEqual("..".utf8) else {
        throw .dotSegment
      }
      guard segment.count <= Self.maximumSegmentByteCount else {
        throw .segmentTooLong(byteCount: segment.count)
      }
    }
    guard text.utf8.first != UInt8(ascii: ".") else { throw .reserved }
    self.text = text
  }

  /// Decodes the path of a URL, after its first slash. `%2F` divides segments as `/` does.
  ///
  /// - Throws: ``ObjectKeyError``.
  public init(percentEncoded path: some StringProtocol) throws(ObjectKeyError) {
    try self.init(try PercentEncoding.decode(path, maximumByteCount: Self.maximumByteCount))
  }

  /// The segments, in order; never empty.
  var segments: [String] { text.split(separator: "/").map(String.init) }

  /// The key as it stands in a URL: everything but letters, digits, `-`, `.`, `_`, `~` and `/` is
  /// escaped.
  public var percentEncoded: String { PercentEncoding.encode(text) }
}

extension ObjectKey: Comparable {
  /// In the order of the bytes.
  public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension ObjectKey: CustomStringConvertible {
  /// The key as a text.
  public var description: String { text }
}
