extension URLPath {
  /// Reads a path that is empty or begins with a slash, and resolves its dot segments.
  ///
  /// <https://url.spec.whatwg.org/#path-start-state> and the path state.
  static func segments(
    of text: ArraySlice<UInt8>, scheme: URLScheme, drive: DrivePolicy? = nil
  ) throws(CanonicalURLError) -> URLPath {
    guard !text.isEmpty || scheme.isSpecial else { return .segments([]) }
    let isRooted = text.first.map(scheme.isSlash) ?? false
    let raw = text.dropFirst(isRooted ? 1 : 0)
      .split(omittingEmptySubsequences: false, whereSeparator: scheme.isSlash)
    var path: [ArraySlice<UInt8>] = []
    for (index, segment) in raw.enumerated() {
      let isLast = index == raw.count - 1
      switch DotSegment(segment) {
      case .parent:
        try removeLast(of: &path, isFile: scheme.kind == .file)
        if isLast { path.append([]) }
      case .same:
        if isLast { path.append([]) }
      case nil where path.isEmpty && segment.isDriveLetter:
        path.append(try place(segment, isFirst: index == 0, drive: drive))
      case nil:
        path.append(segment)
      }
    }
    return .segments(path.map { PercentEncodeSet.path.encode($0) })
  }

  /// Goes up one segment, but never above the drive of a file.
  private static func removeLast(
    of path: inout [ArraySlice<UInt8>], isFile: Bool
  ) throws(CanonicalURLError) {
    guard let last = path.last else { return }
    if isFile, path.count == 1, last.isDriveLetter, last.last == UInt8(ascii: ":") { return }
    // The node's library goes up from nothing like a drive, whatever the scheme.
    let drive = last.prefix { $0 != UInt8(ascii: "\\") }
    guard !drive.isDriveLetter else { throw .contested(.parentOfDrive) }
    path.removeLast()
  }

  /// Writes a drive letter that begins a path.
  private static func place(
    _ segment: ArraySlice<UInt8>, isFirst: Bool, drive: DrivePolicy?
  ) throws(CanonicalURLError) -> ArraySlice<UInt8> {
    switch drive {
    case nil: return segment
    case .normalize: return segment.prefix(1) + [UInt8(ascii: ":")]
    case .keepFirst:
      guard isFirst || segment.last == UInt8(ascii: ":") else { throw .contested(.drive) }
      return segment
    case .refuse: throw .contested(.drive)
    }
  }
}

/// A path segment that moves instead of naming.
private enum DotSegment {
  case same
  case parent

  /// Reads `.` and `..`, in which each dot may also be written `%2e`.
  ///
  /// <https://url.spec.whatwg.org/#single-dot-path-segment>
  init?(_ segment: ArraySlice<UInt8>) {
    switch segment.asciiLowercasedText {
    case ".", "%2e": self = .same
    case "..", ".%2e", "%2e.", "%2e%2e": self = .parent
    default: return nil
    }
  }
}
