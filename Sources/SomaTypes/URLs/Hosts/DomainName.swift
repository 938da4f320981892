/// Domain names. <https://url.spec.whatwg.org/#concept-domain-to-ascii> with `beStrict` false.
///
/// ASCII names need nothing but this file. For others, and to check labels that begin with `xn--`,
/// ``InternationalName`` asks ICU, and every answer is checked the other way round: the ASCII form
/// must decode to a name whose ASCII form it is. What cannot be confirmed so is refused, which
/// includes a few names that the node would take, such as an international one beside an empty
/// label.
enum DomainName {
  /// The ASCII form of a name in UTF-8; bytes that are not UTF-8 are refused.
  static func ascii(_ name: [UInt8]) throws(CanonicalURLError) -> String {
    if let byte = name.first(where: isForbidden) { throw .forbiddenInHost(Unicode.Scalar(byte)) }
    let ascii =
      name.allSatisfy { $0 < 0x80 } ? name.asciiLowercasedText : try converted(name)
    try confirm(ascii)
    return ascii
  }

  /// What ICU makes of a name; it writes `%` where it found no ASCII form.
  private static func converted(_ name: [UInt8]) throws(CanonicalURLError) -> String {
    guard let unicode = String(validating: name, as: UTF8.self),
      let ascii = InternationalName.ascii(unicode), !ascii.isEmpty,
      ascii.utf8.allSatisfy({ $0 < 0x80 && !isForbidden($0) })
    else { throw .unconvertibleHost }
    return ascii
  }

  /// Checks the labels that claim to be international.
  private static func confirm(_ ascii: String) throws(CanonicalURLError) {
    let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.contains(where: { $0.hasPrefix("xn--") }) else { return }
    var unicode: [String] = []
    for label in labels {
      if label.hasPrefix("xn--") {
        guard let decoded = Punycode.decode(label.utf8.dropFirst(4)) else {
          throw .invalidPunycode
        }
        unicode.append(decoded)
      } else {
        unicode.append(String(label))
      }
    }
    guard InternationalName.ascii(unicode.joined(separator: ".")) == ascii else {
      throw .invalidPunycode
    }
  }

  /// <https://url.spec.whatwg.org/#forbidden-domain-code-point>
  private static func isForbidden(_ byte: UInt8) -> Bool {
    URLHost.isForbidden(byte) || byte < 0x20 || byte == UInt8(ascii: "%") || byte == 0x7f
  }
}
