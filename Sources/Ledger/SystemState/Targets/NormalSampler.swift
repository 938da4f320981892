import Glibc
import SomaTypes

/// Draws from the standard normal distribution as the chain does, number for number.
///
/// Source: Doornik, "An Improved Ziggurat Method to Generate Normal Random Samples" (2005), with 256
/// strips; the way from bits to floats is that of the Rust library rand_distr 0.5, which the chain
/// takes.
struct NormalSampler {
  /// Where the tail begins.
  private static let tail = 3.654152885361009
  /// The area of each strip.
  private static let area = 0.00492867323399
  private static let edges = makeEdges()
  private static let densities = edges.map(density)

  private var generator: ChaChaGenerator

  /// Starts from a seed.
  init(seed: UInt64) { generator = ChaChaGenerator(seed: seed) }

  /// The next sample.
  mutating func next() -> Float {
    while true {
      let bits = generator.next()
      let strip = Int(bits & 0xff)
      // In [2, 4) first, then in [-1, 1): 52 random bits of a double.
      let position = Double(bitPattern: bits >> 12 | 0x400 << 52) - 3
      let sample = position * Self.edges[strip]
      if abs(sample) < Self.edges[strip + 1] { return Float(sample) }
      if strip == 0 { return Float(sampleFromTail(isNegative: position < 0)) }
      let height = Self.densities[strip] - Self.densities[strip + 1]
      let chance = Double(generator.next() >> 11) / 0x1p53
      if Self.densities[strip + 1] + height * chance < Self.density(sample) {
        return Float(sample)
      }
    }
  }

  private mutating func sampleFromTail(isNegative: Bool) -> Double {
    while true {
      let distance = log(nextPositive()) / Self.tail
      let test = log(nextPositive())
      if -2 * test >= distance * distance {
        return isNegative ? distance - Self.tail : Self.tail - distance
      }
    }
  }

  /// In (0, 1), both ends left out.
  private mutating func nextPositive() -> Double {
    Double(bitPattern: generator.next() >> 12 | 0x3ff << 52) - (1 - Double.ulpOfOne / 2)
  }

  private static func density(_ position: Double) -> Double { exp(-position * position / 2) }

  /// The right edges of the strips, the outermost first; that of the first one makes up for the
  /// tail.
  private static func makeEdges() -> [Double] {
    var edges = [area / density(tail), tail]
    for _ in 2..<256 {
      let last = edges[edges.count - 1]
      edges.append((-2 * log(area / last + density(last))).squareRoot())
    }
    return edges + [0]
  }
}

extension TargetSeed {
  /// A target's embedding: a vector of standard normal samples.
  ///
  /// Source: chain `deterministic_embedding` in `types/src/target.rs`.
  func embedding(dimension: UInt64) -> SomaTensor {
    var sampler = NormalSampler(seed: rawValue)
    return SomaTensor((0..<dimension).map { _ in sampler.next() })
  }
}
