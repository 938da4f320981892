/// A fault, and what it happens to.
public struct FaultRule: Hashable, Sendable {
  /// What goes wrong.
  public var fault: Fault
  /// Only calls of these methods, by their last name, such as `GetEpoch`; `nil` for all to which
  /// the fault applies. It does not matter for faults of the chain itself.
  public var methods: Set<String>?
  /// How many times; `nil` until it is cleared. A stall counts the checkpoints that it prevents.
  public var times: Int?

  /// Creates a rule; it holds once unless told otherwise.
  public init(_ fault: Fault, methods: Set<String>? = nil, times: Int? = 1) {
    self.fault = fault
    self.methods = methods
    self.times = times
  }

  /// Whether it holds for what asks.
  func applies(to scope: FaultScope) -> Bool {
    switch scope {
    case .chain: true
    case .call(let method): methods?.contains(method) ?? true
    case .named(let method): methods?.contains(method) ?? false
    }
  }
}
