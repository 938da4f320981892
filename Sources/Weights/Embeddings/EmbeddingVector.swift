import SomaTypes

/// Collects the numbers of an embedding and checks them.
struct EmbeddingVector {
  private let dimension: UInt64?
  private var bits: [UInt32] = []
  private var count: UInt64 = 0
  private var squares = 0.0

  /// How many numbers had to be rounded.
  private(set) var roundedCount = 0

  /// Starts empty.
  ///
  /// - Parameter dimension: How many numbers there must be, and no more are kept; `nil` for any
  ///   number of them.
  init(dimension: UInt64?) { self.dimension = dimension }

  /// Appends a 64-bit number, rounded.
  mutating func append(_ number: Double) throws(EmbeddingFault) {
    guard number.isFinite else { throw .notFinite(index: count) }
    let rounded = Float(number)
    guard rounded.isFinite else { throw .tooLarge(index: count) }
    if Double(rounded) != number { roundedCount += 1 }
    try append(bits: rounded.bitPattern)
  }

  /// Appends a 32-bit number as it is.
  mutating func append(bits word: UInt32) throws(EmbeddingFault) {
    let value = Float(bitPattern: word)
    guard value.isFinite else { throw .notFinite(index: count) }
    squares += Double(value) * Double(value)
    if count < dimension ?? .max { bits.append(word) }
    count += 1
  }

  /// Appends what a file spells as no number, such as `NaN`.
  func appendNonFinite() throws(EmbeddingFault) { throw .notFinite(index: count) }

  /// The embedding.
  ///
  /// - Throws: ``EmbeddingFault`` for another number of numbers, or a length that is 0 or infinite in
  ///   32 bits, in which scorers divide by it (chain `models/src/cosine_distance.rs`).
  func finish() throws(EmbeddingFault) -> SomaTensor {
    if let dimension, count != dimension {
      throw .wrongCount(expected: dimension, found: count)
    }
    guard count > 0 else { throw .noEmbedding }
    guard squares > 0 else { throw .zeroNorm }
    let narrow = Float(squares)
    guard narrow > 0, narrow.isFinite else { throw .unusableNorm }
    return SomaTensor(vectorBits: bits)
  }
}
