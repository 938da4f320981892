/// Punycode (RFC 3492), decoding only. The names are those of the RFC's section 6.
enum Punycode {
  private static let base = 36
  private static let minimumThreshold = 1
  private static let maximumThreshold = 26
  /// Above every number in a label of 1900 characters; keeps the sums far from overflow.
  private static let limit = 1 << 31

  /// Decodes what follows `xn--`, in lower-case ASCII.
  ///
  /// - Returns: `nil` for anything malformed. Time grows with the square of the length.
  static func decode(_ text: Substring.UTF8View) -> String? {
    var output: [Unicode.Scalar] = []
    var digits = text[...]
    if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
      output = text[..<hyphen].map { Unicode.Scalar($0) }
      digits = text[text.index(after: hyphen)...]
    }
    var codePoint = 0x80
    var position = 0
    var bias = 72
    while !digits.isEmpty {
      guard let delta = readNumber(from: &digits, bias: bias) else { return nil }
      let count = output.count + 1
      bias = adapt(delta, count: count, isFirst: position == 0)
      codePoint += (position + delta) / count
      position = (position + delta) % count
      guard let value = UInt32(exactly: codePoint), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      output.insert(scalar, at: position)
      position += 1
    }
    return String(String.UnicodeScalarView(output))
  }

  /// Reads one variable-length integer (RFC 3492 3.3).
  private static func readNumber(
    from digits: inout Substring.UTF8View, bias: Int
  ) -> Int? {
    var number = 0
    var weight = 1
    var step = base
    while let character = digits.popFirst() {
      guard let digit = value(of: character) else { return nil }
      number += digit * weight
      let threshold = min(max(step - bias, minimumThreshold), maximumThreshold)
      if digit < threshold { return number }
      weight *= base - threshold
      guard weight < limit, number < limit else { return nil }
      step += base
    }
    return nil
  }

  private static func value(of character: UInt8) -> Int? {
    if character.isASCIIDigit { return Int(character - UInt8(ascii: "0")) + 26 }
    guard character.isASCIILetter else { return nil }
    return Int(character.asciiLowercased - UInt8(ascii: "a"))
  }

  /// Sets the bias for the next integer (RFC 3492 3.4).
  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = delta / (isFirst ? 700 : 2)
    delta += delta / count
    var step = 0
    while delta > (base - minimumThreshold) * maximumThreshold / 2 {
      delta /= base - minimumThreshold
      step += base
    }
    return step + (base - minimumThreshold + 1) * delta / (delta + 38)
  }
}
