public import SomaTypes

/// What the nodes say together.
///
/// A node counts if its system state is not older than what our own transactions wrote. All that
/// count must agree, or more than half of them: a single one that is wrong, late or early neither
/// makes a decision nor prevents it where there are three. Reveals do not go by this but by a
/// ``RevealPermit``.
public struct ChainReading: Equatable, Sendable {
  /// The view that the decisions of this pass are made on.
  public let view: Known<ChainView>
  /// The views that count.
  public let counting: [ChainView]

  /// Reads the nodes together.
  ///
  /// - Parameters:
  ///   - nodes: Every configured node.
  ///   - highest: The highest version that a transaction of ours gave to the system state.
  public init(_ nodes: [NodeView], notOlderThan highest: ObjectVersion) {
    let answers = nodes.compactMap(\.chain)
    let counting = answers.filter { $0.stateVersion >= highest }
    self.counting = counting
    guard !answers.isEmpty else {
      view = .unknown(.noNodeAnswered)
      return
    }
    guard !counting.isEmpty else {
      view = .unknown(.onlyStaleNodes)
      return
    }
    let epochs = Dictionary(grouping: counting, by: \.epoch)
    guard let agreed = epochs.values.first(where: { $0.count * 2 > counting.count }),
      let newest = agreed.max(by: { $0.stateVersion < $1.stateVersion })
    else {
      view = .unknown(.nodesDisagree)
      return
    }
    view = .known(newest)
  }

  /// What is known of a model.
  ///
  /// - Returns: The model, `nil` inside if the chain has none of this id, or why nobody can say.
  public func model(_ id: ModelID) -> Known<Model?> {
    switch view {
    case .unknown(let reason): return .unknown(reason)
    case .known(let view):
      let said = view.models[id]
      let agreeing = counting.count {
        $0.epoch == view.epoch && $0.models[id]?.state == said?.state
      }
      return agreeing * 2 > counting.count ? .known(said) : .unknown(.nodesDisagree)
    }
  }
}
