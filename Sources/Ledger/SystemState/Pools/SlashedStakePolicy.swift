/// What a receipt is worth in the pool of a model that was slashed.
///
/// Source: CHAIN.md 4.5 and 10.3, D2.
public enum SlashedStakePolicy: Hashable, Sendable {
  /// Its part of what the slash left: what the chain's rules want.
  case asIntended
  /// Its whole principal, as version 0.1.21 pays it; what the pool lacks comes from nowhere.
  case asShipped
}
