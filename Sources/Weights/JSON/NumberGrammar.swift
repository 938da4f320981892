/// The ways to write a decimal number.
enum NumberGrammar {
  /// RFC 8259: no plus sign, no leading zeros, digits on both sides of the point.
  case json
  /// What programs print: also a plus sign, leading zeros, and a point with digits on one side.
  case loose

  /// Finds the end of the number that begins at `start`.
  ///
  /// - Returns: `nil` when none does.
  func match(_ text: [UInt8], from start: Int) -> Int? {
    var position = start
    func isNext(_ characters: String) -> Bool {
      position < text.count && characters.utf8.contains(text[position])
    }
    func digits() -> Int {
      let first = position
      while position < text.count, (0x30...0x39).contains(text[position]) { position += 1 }
      return position - first
    }

    if isNext(self == .json ? "-" : "+-") { position += 1 }
    let leading = position
    let whole = digits()
    if self == .json, whole > 1, text[leading] == UInt8(ascii: "0") { return nil }
    var fraction = 0
    if isNext(".") {
      position += 1
      fraction = digits()
      guard fraction > 0 || self == .loose else { return nil }
    }
    guard whole > 0 || (self == .loose && fraction > 0) else { return nil }
    if isNext("eE") {
      position += 1
      if isNext("+-") { position += 1 }
      guard digits() > 0 else { return nil }
    }
    return position
  }
}
