/// A fact, or why it is not known. Unknown is never taken for absent, for good or for zero.
public enum Known<Value> {
  /// The fact.
  case known(Value)
  /// Nobody can say, and why.
  case unknown(Ignorance)

  /// The fact, if it is known.
  public var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}

extension Known: Equatable where Value: Equatable {}
extension Known: Hashable where Value: Hashable {}
extension Known: Sendable where Value: Sendable {}

/// Why a fact is not known.
public enum Ignorance: Hashable, Sendable {
  /// No node answered.
  case noNodeAnswered
  /// Nodes answered, but with a state older than what our own transactions wrote.
  case onlyStaleNodes
  /// Nodes contradict each other, and no majority is right.
  case nodesDisagree
  /// Nobody has asked yet in this run.
  case notAsked
  /// It was asked and could not be read.
  case unreadable
}
