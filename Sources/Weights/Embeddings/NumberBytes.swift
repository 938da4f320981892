/// Floats in binary.
struct NumberBytes {
  /// 4 or 8.
  var width: Int
  var isBigEndian: Bool

  /// Appends every whole number of `bytes`.
  func read(
    _ bytes: ArraySlice<UInt8>, into vector: inout EmbeddingVector
  ) throws(EmbeddingFault) {
    var position = bytes.startIndex
    while position + width <= bytes.endIndex {
      var word: UInt64 = 0
      for index in 0..<width {
        word = word << 8 | UInt64(bytes[position + (isBigEndian ? index : width - 1 - index)])
      }
      if width == 4 {
        try vector.append(bits: UInt32(word))
      } else {
        try vector.append(Double(bitPattern: word))
      }
      position += width
    }
  }
}
