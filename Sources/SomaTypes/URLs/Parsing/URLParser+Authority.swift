extension URLParser {
  /// Reads what follows `//`: credentials, host, port and path.
  ///
  /// <https://url.spec.whatwg.org/#authority-state> and the states after it.
  static func readAuthority(
    of text: ArraySlice<UInt8>, into record: inout URLRecord
  ) throws(CanonicalURLError) {
    let end = text.firstIndex(where: record.scheme.isSlash) ?? text.endIndex
    var hostAndPort = text[..<end]
    if let at = hostAndPort.lastIndex(of: UInt8(ascii: "@")) {
      readCredentials(hostAndPort[..<at], into: &record)
      hostAndPort = hostAndPort[(at + 1)...]
      guard !hostAndPort.isEmpty else { throw .missingHost }
    }
    let colon = portSeparator(in: hostAndPort)
    let host = hostAndPort[..<(colon ?? hostAndPort.endIndex)]
    // `s3:///key` has an empty host; `s3://:80/key` has none.
    guard !host.isEmpty || (!record.scheme.isSpecial && colon == nil) else { throw .missingHost }
    record.host = record.scheme.isSpecial ? try .special(host) : try .opaque(host)
    if let colon {
      let port = try port(of: hostAndPort[(colon + 1)...])
      record.port = port == record.scheme.defaultPort ? nil : port
    }
    record.path = try .segments(of: text[end...], scheme: record.scheme)
  }

  /// Splits at the first colon; an empty password is no password.
  private static func readCredentials(_ text: ArraySlice<UInt8>, into record: inout URLRecord) {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    record.username = PercentEncodeSet.userinfo.encode(text[..<colon])
    record.password = PercentEncodeSet.userinfo.encode(text[colon...].dropFirst())
  }

  /// The first colon that is not inside brackets.
  private static func portSeparator(in text: ArraySlice<UInt8>) -> Int? {
    var isInBrackets = false
    for (index, byte) in zip(text.indices, text) {
      switch byte {
      case UInt8(ascii: "["): isInBrackets = true
      case UInt8(ascii: "]"): isInBrackets = false
      case UInt8(ascii: ":") where !isInBrackets: return index
      default: continue
      }
    }
    return nil
  }

  /// Reads decimal digits, any number of leading zeros included; nothing is no port.
  private static func port(of text: ArraySlice<UInt8>) throws(CanonicalURLError) -> UInt16? {
    guard !text.isEmpty else { return nil }
    var port = 0
    for byte in text {
      guard byte.isASCIIDigit else { throw .invalidPort }
      port = port * 10 + Int(byte - UInt8(ascii: "0"))
      guard port <= UInt16.max else { throw .invalidPort }
    }
    return UInt16(port)
  }
}
