import SomaTypes

extension ModelRegistry {
  /// The Active models that a target is given to, best first.
  ///
  /// The score of a model is its cosine distance over its weight; the weight is the square root of
  /// its balance over the sum of all these roots, so stake helps less the more there is of it. Ties
  /// go by id.
  ///
  /// Source: chain `types/src/model_selection.rs`; CHAIN.md 4.4. The chain computes in 32-bit
  /// floats and this in 64 bits, so two scores that differ by less than 1e-6 can change places.
  ///
  /// - Parameters:
  ///   - embedding: Of the same length as those of all Active models; the real node aborts at
  ///     others, see ``unfitModel(for:)``.
  ///   - count: At most so many.
  /// - Returns: None only when no model is Active.
  func nearestModels(to embedding: SomaTensor, count: UInt64) -> [ModelID] {
    let active = activeEmbeddings
    let roots = active.map { Double($0.stake.shannons).squareRoot() }
    let sum = roots.reduce(0, +)
    let target = embedding.values.map(Double.init)
    let scored = zip(active, roots).map { model, root in
      let weight = sum > 0 ? root / sum : 1 / Double(active.count)
      let distance = Self.cosineDistance(target, model.embedding.values.map(Double.init))
      let score = distance / (weight + 1e-10)
      return (id: model.id, score: score.isNaN ? .infinity : score)
    }
    return scored.sorted { ($0.score, $0.id) < ($1.score, $1.id) }
      .prefix(Int(clamping: count)).map(\.id)
  }

  /// An Active model whose embedding has not this shape. Source: CHAIN.md 10.3, D6.
  func unfitModel(for shape: [UInt64]) -> ModelID? {
    activeEmbeddings.first { $0.embedding.shape != shape }?.id
  }

  private var activeEmbeddings: [(id: ModelID, embedding: SomaTensor, stake: Amount)] {
    models.sorted { $0.key < $1.key }.compactMap { id, model in
      guard case .active(let revealed, _) = model.state else { return nil }
      return (id, revealed.embedding, model.stakingPool.somaBalance)
    }
  }

  private static func cosineDistance(_ left: [Double], _ right: [Double]) -> Double {
    var product = 0.0
    var leftSquare = 0.0
    var rightSquare = 0.0
    for (first, second) in zip(left, right) {
      product += first * second
      leftSquare += first * first
      rightSquare += second * second
    }
    // A vector of zeros points nowhere: similarity 0.
    let norms = max(leftSquare.squareRoot(), 1e-8) * max(rightSquare.squareRoot(), 1e-8)
    return 1 - product / norms
  }
}
