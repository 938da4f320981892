/// What asks for faults.
enum FaultScope: Hashable, Sendable {
  /// The chain itself, for which methods do not matter.
  case chain
  /// A call, by the last name of its method.
  case call(String)
  /// A call that only a rule with its name can hit: who governs the localnet needs it.
  case named(String)
}
