/// Hides what could be a secret in a line that is shown.
enum SecretMask {
  /// The line with every character of a suspicious word replaced by `*`, so that places stay where they are.
  ///
  /// Suspicious is more than what is refused: any long row of letters and digits, and whatever follows a key that
  /// is called like a secret. To hide too much costs a caret; to hide too little, a wallet.
  static func masked(_ line: String) -> String {
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
    } else {
      result.append(contentsOf: word)
    }
    word = String.UnicodeScalarView()
  }

  private static func lastWord(of scalars: String.UnicodeScalarView) -> String {
    String(String.UnicodeScalarView(scalars.reversed().prefix(while: isNameCharacter).reversed()))
  }

  /// 20 letters, digits, `+` or `=` in a row, with a digit among them or in mixed case.
  private static func isSuspicious(_ word: String.UnicodeScalarView) -> Bool {
    guard word.count >= 20 else { return false }
    let hasDigit = word.contains { ("0"..."9").contains($0) }
    let hasUpper = word.dropFirst().contains { ("A"..."Z").contains($0) }
    return hasDigit || hasUpper
  }

  private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "=", "_": true
    default: false
    }
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    isWordCharacter(scalar) || scalar == "-"
  }
}
