extension URLParser {
  /// Reads what follows `file:`. <https://url.spec.whatwg.org/#file-state>
  static func readFile(
    _ text: ArraySlice<UInt8>, into record: inout URLRecord
  ) throws(CanonicalURLError) {
    var host = URLHost.empty
    var path = text
    var drive = DrivePolicy.normalize
    let slashes = text.prefix(while: record.scheme.isSlash).count
    if slashes >= 2 {
      let authority = text.dropFirst(2)
      let end = authority.firstIndex(where: record.scheme.isSlash) ?? authority.endIndex
      if authority[..<end].isDriveLetter {
        path = authority
      } else {
        host = end == authority.startIndex ? .empty : try .special(authority[..<end])
        if host == .domain("localhost") { host = .empty }
        path = authority[end...]
        drive = host == .empty ? .keepFirst : .refuse
      }
    }
    record.host = host
    record.path = try .segments(of: path, scheme: record.scheme, drive: drive)
    // The node's library drops the slashes that the standard keeps.
    guard !record.path.looksLikeAuthority else { throw .contested(.emptyFileSegment) }
  }
}

/// What becomes of a Windows drive as the first segment of a path.
///
/// <https://url.spec.whatwg.org/#windows-drive-letter>
enum DrivePolicy {
  /// It is written with a colon: `file:c|/x`.
  case normalize
  /// It stays as it is when nothing comes before it, in which the node's library departs from
  /// the standard: `file:///c|/x`.
  case keepFirst
  /// It is not accepted: the node's library would drop the host before it.
  case refuse
}

extension ArraySlice<UInt8> {
  /// Whether this is a letter and then `:` or `|`.
  var isDriveLetter: Bool {
    guard count == 2, let first, let last else { return false }
    return first.isASCIILetter && (last == UInt8(ascii: ":") || last == UInt8(ascii: "|"))
  }
}
