/// ASCII classes, as the URL standard names them.
extension UInt8 {
  var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// The lower-case form of an ASCII letter; other bytes as they are.
  var asciiLowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }

  /// The value of a hex digit of either case.
  var hexDigitValue: UInt8? {
    if isASCIIDigit { return self - UInt8(ascii: "0") }
    let letter = self | 0x20
    guard (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(letter) else { return nil }
    return letter - UInt8(ascii: "a") + 10
  }
}

extension Collection<UInt8> {
  /// The bytes, which are ASCII, as a text in lower case.
  var asciiLowercasedText: String {
    String(decoding: map(\.asciiLowercased), as: UTF8.self)
  }
}
