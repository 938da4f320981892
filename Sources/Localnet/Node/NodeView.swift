/// Whose state a read shows.
public enum NodeView: String, CaseIterable, Hashable, Sendable {
  /// The node that executes.
  case live
  /// A second one that learns of everything a while later, if the configuration has one.
  case follower
}
