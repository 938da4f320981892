/// Decimal texts as 64-bit floats.
enum DecimalNumber {
  /// The float nearest to a number whose grammar was checked; infinite when it is too large.
  static func parse(_ digits: ArraySlice<UInt8>) -> Double {
    // The grammar admits nothing that this initialiser refuses.
    Double(String(decoding: digits, as: UTF8.self)) ?? .nan
  }
}
