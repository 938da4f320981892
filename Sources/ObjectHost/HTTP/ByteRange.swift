/// What a `Range` header asks of an object (RFC 9110, sections 14.1.2 and 14.2).
enum ByteRange: Equatable, Sendable {
  /// The whole object: there is no header, or one that must or may be ignored. Several ranges in one
  /// request are answered with the whole as well, which the standard allows.
  case whole
  /// These bytes, counted from 0.
  case part(Range<UInt64>)
  /// None of the bytes that are there.
  case unsatisfiable

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - header: The value of `Range`, if there is one.
  ///   - size: Length of the object, in bytes.
  init(_ header: String?, size: UInt64) {
    self = .whole
    guard let header, header.lowercased().hasPrefix("bytes=") else { return }
    let spec = header.dropFirst("bytes=".count).filter { $0 != " " && $0 != "\t" }
    guard !spec.contains(","), let dash = spec.firstIndex(of: "-") else { return }
    let first = spec[..<dash]
    let last = spec[spec.index(after: dash)...]
    guard first.utf8.allSatisfy(Self.isDigit), last.utf8.allSatisfy(Self.isDigit) else { return }
    if first.isEmpty {
      guard !last.isEmpty else { return }
      let count = min(Self.clamped(last), size)
      if count == 0 {
        // There is no way to name a part of nothing, so all of nothing is the answer.
        self = size == 0 && Self.clamped(last) > 0 ? .whole : .unsatisfiable
      } else {
        self = .part(size - count..<size)
      }
      return
    }
    let start = Self.clamped(first)
    guard last.isEmpty || start <= Self.clamped(last) else { return }
    guard start < size else {
      self = .unsatisfiable
      return
    }
    let end = last.isEmpty ? size - 1 : min(Self.clamped(last), size - 1)
    self = .part(start..<end + 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The number; the largest there is when it is larger, which no object is.
  private static func clamped(_ digits: Substring) -> UInt64 { UInt64(digits) ?? .max }
  private static func clamped(_ digits: String) -> UInt64 { UInt64(digits) ?? .max }
}
