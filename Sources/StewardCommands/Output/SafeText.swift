/// Text from files, nodes and people, made safe for a terminal and a log.
enum SafeText {
  /// Characters that move the cursor, reorder text, or are not characters at all. A file name, an
  /// alias or a URL may hold them to make a message say something else.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: true
    default: false
    }
  }

  /// Such characters as `\u{202E}`; line breaks stay where a message has them itself.
  static func escaped(_ text: some StringProtocol, keepingLineBreaks: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar), !(keepingLineBreaks && scalar == "\n") {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Without secret keys that were typed where something else belongs.
  static func redacted(_ text: String) -> String {
    text.replacing(/(?i)somaprivkey1[a-z0-9]*/, with: "<a secret key, not shown>")
  }

  /// A URL without the user name and password that may be in it.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    guard let at = authority.lastIndex(of: "@") else { return url }
    return url[..<scheme.upperBound] + "***" + rest[at...]
  }
}
