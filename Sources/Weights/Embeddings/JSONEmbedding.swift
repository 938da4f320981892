/// A JSON array of numbers, alone or as the member `embedding` of an object.
///
/// The quickstart writes `{"step", "embedding"}` per checkpoint and, after a commit, a state with
/// `model_id`, `decryption_key`, `weights_url` and more beside them (`src/quickstart/common.py`).
/// Other members are passed over unseen: one of them is a key.
enum JSONEmbedding {
  /// Levels that other members may nest; the quickstart's have none.
  private static let depth = 32
  private static let memberLimit = 1000

  /// - Returns: The training step, when there is one.
  static func read(_ bytes: [UInt8], into vector: inout EmbeddingVector) throws -> UInt64? {
    var reader = JSONReader(bytes, at: TextPlace.markLength(bytes))
    var step: UInt64?
    if reader.peek() == UInt8(ascii: "{") {
      var isFound = false
      var members = try reader.openObject(limit: memberLimit)
      while let name = try reader.nextName(of: &members) {
        switch name {
        case "embedding":
          guard !reader.skipWord("null") else { throw EmbeddingFault.noEmbedding }
          try readArray(&reader, into: &vector)
          isFound = true
        case "step": step = try reader.readUnsigned()
        default: try reader.skipValue(depth: depth)
        }
      }
      guard isFound else { throw EmbeddingFault.noEmbedding }
    } else {
      try readArray(&reader, into: &vector)
    }
    try reader.finish()
    return step
  }

  /// Reads numbers, or one row of them.
  private static func readArray(
    _ reader: inout JSONReader, into vector: inout EmbeddingVector
  ) throws {
    let isTable = try reader.isArrayOfArrays()
    guard isTable else { return _ = try readRow(&reader, into: &vector) }
    var rows = try reader.openArray(limit: .max)
    var shape: [UInt64] = [0, 0]
    var first = vector
    while try reader.hasNext(in: &rows) {
      // The rows after the first are read only to say how many there are.
      var row = vector
      let count = try readRow(&reader, into: &row)
      if shape[0] == 0 { (first, shape[1]) = (row, count) }
      shape[0] += 1
    }
    guard shape[0] == 1 else { throw EmbeddingFault.notAVector(shape: shape) }
    vector = first
  }

  private static func readRow(
    _ reader: inout JSONReader, into vector: inout EmbeddingVector
  ) throws -> UInt64 {
    var elements = try reader.openArray(limit: .max)
    while try reader.hasNext(in: &elements) {
      // What Python writes for numbers that JSON does not have.
      for word in ["NaN", "Infinity", "-Infinity"] where reader.skipWord(word) {
        try vector.appendNonFinite()
      }
      guard reader.peek() != UInt8(ascii: "[") else {
        throw EmbeddingFault.notAVector(shape: [])
      }
      let digits = try reader.readNumber()
      try vector.append(DecimalNumber.parse(reader.text[digits]))
    }
    return UInt64(elements.count)
  }
}

extension JSONReader {
  /// Whether an array comes next whose first element is an array.
  fileprivate func isArrayOfArrays() throws(JSONFault) -> Bool {
    var copy = self
    var elements = try copy.openArray(limit: .max)
    guard try copy.hasNext(in: &elements) else { return false }
    return copy.peek() == UInt8(ascii: "[")
  }
}
