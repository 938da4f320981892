/// Hides what could be a secret in a line that is shown.
enum SecretMask {
  /// The line with every character of a suspicious word replaced by `*`, so that places stay where they are.
  ///
  /// Suspicious is more than what is refused: any long row of letters and digits, and whatever follows a key that
  /// is called like a secret. To hide too much costs a caret; to hide too little, a wallet.
  static func masked(_ line: String) -> String { withoutUsers(maskedWords(line)) }

  /// Without what stands between `://` and an `@`, be it a URL or not.
  private static func withoutUsers(_ line: String) -> String {
    guard let scheme = line.firstRange(of: "://") else { return line }
    let rest = line[scheme.upperBound...].prefix { $0 != " " }
    guard let at = rest.lastIndex(of: "@") else { return line }
    let hidden = line[scheme.upperBound..<at].unicodeScalars.count
    return line[..<scheme.upperBound] + String(repeating: "*", count: hidden) + line[at...]
  }

  private static func maskedWords(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    var word = String.UnicodeScalarView()
    var isAfterSecretName = false
    for scalar in line.unicodeScalars {
      if isWordCharacter(scalar) {
        word.append(scalar)
        continue
      }
      append(&word, to: &result, hiding: isAfterSecretName)
      if scalar == ":", !isAfterSecretName {
        isAfterSecretName = PastedSecret.isSecretName(lastWord(of: result))
      } else if scalar == "{" {
        isAfterSecretName = false  // a place of a secret, not the secret
      }
      let isHidden = isAfterSecretName && !" :\"'#".unicodeScalars.contains(scalar)
      result.append(isHidden ? "*" : scalar)
    }
    append(&word, to: &result, hiding: isAfterSecretName)
    return String(result)
  }

  /// Whether a word has something in it that is not shown.
  static func hides(_ word: String) -> Bool {
    masked(word) != word || PastedSecret(value: word, of: nil, expecting: .nothing) != nil
  }

  private static func append(
    _ word: inout String.UnicodeScalarView, to result: inout String.UnicodeScalarView,
    hiding isHidden: Bool
  ) {
    if isHidden || isSuspicious(word) {
      result.append(contentsOf: repeatElement("*", count: word.count))
    } else if let sign = word.firstIndex(of: "="), sign > word.startIndex {
      result.append(contentsOf: word[...sign])
      let value = word.distance(from: sign, to: word.endIndex) - 1
      result.append(contentsOf: repeatElement("*", count: value))
    } else {
      result.append(contentsOf: word)
    }
    word = String.UnicodeScalarView()
  }

  private static func lastWord(of scalars: String.UnicodeScalarView) -> String {
    String(String.UnicodeScalarView(scalars.reversed().prefix(while: isNameCharacter).reversed()))
  }

  /// A long row of letters, digits, `+`, `=` and `/`, that is more likely random than a name or a path.
  private static func isSuspicious(_ word: String.UnicodeScalarView) -> Bool {
    guard word.count >= 20 else { return false }
    let hasDigit = word.contains { ("0"..."9").contains($0) }
    let hasUpper = word.contains { ("A"..."Z").contains($0) }
    let hasLower = word.contains { ("a"..."z").contains($0) }
    if word.contains("/") { return hasDigit && hasUpper && hasLower }
    return hasDigit || (hasUpper && word.count >= 32)
  }

  private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "=", "_", "/": true
    default: false
    }
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    isWordCharacter(scalar) || scalar == "-"
  }
}
