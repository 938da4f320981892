/// A fault, and the requests that meet it.
public struct FaultRule: Hashable, Sendable {
  /// What happens.
  public var fault: Fault

  /// The keys; for `/model/{id}` that path without its first slash.
  public var keys: KeyPattern

  /// Only these methods; `nil` for every method that the fault shows in.
  public var methods: Set<ObjectMethod>?

  /// How many requests meet the fault; `nil` for all, until it is cleared.
  public var requests: UInt64?

  /// Creates a rule.
  public init(
    _ fault: Fault, keys: KeyPattern = .all, methods: Set<ObjectMethod>? = nil,
    requests: UInt64? = nil
  ) {
    self.fault = fault
    self.keys = keys
    self.methods = methods
    self.requests = requests
  }

  func concerns(_ key: String, _ method: ObjectMethod) -> Bool {
    fault.concerns(method) && (methods?.contains(method) ?? true) && keys.matches(key)
  }
}

/// The number of a rule that was set; no two of one host are the same.
public struct FaultID: Hashable, Sendable {
  /// Counted from 1.
  public let number: UInt64
}
