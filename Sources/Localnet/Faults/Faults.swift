import Synchronization

/// The faults of a localnet that are in force. Tests, configuration and admin calls share it.
public final class Faults: Sendable {
  /// A rule that is in force.
  public struct Entry: Hashable, Sendable {
    /// Its number, for ``Faults/clear(_:)``.
    public let id: UInt64
    /// What is left of it.
    public internal(set) var rule: FaultRule
  }

  private struct State {
    var entries: [Entry] = []
    var nextID: UInt64 = 1
  }

  private let state = Mutex(State())

  /// Creates faults.
  public init(_ rules: [FaultRule] = []) {
    for rule in rules { inject(rule) }
  }

  /// Puts a rule in force.
  ///
  /// - Returns: Its number.
  @discardableResult
  public func inject(_ rule: FaultRule) -> UInt64 {
    state.withLock { state in
      let id = state.nextID
      state.nextID += 1
      state.entries.append(Entry(id: id, rule: rule))
      return id
    }
  }

  /// Puts a fault in force; see ``FaultRule/init(_:methods:times:)``.
  @discardableResult
  public func inject(_ fault: Fault, methods: Set<String>? = nil, times: Int? = 1) -> UInt64 {
    inject(FaultRule(fault, methods: methods, times: times))
  }

  /// Ends a rule.
  ///
  /// - Returns: Whether it was in force.
  @discardableResult
  public func clear(_ id: UInt64) -> Bool {
    state.withLock { state in
      let count = state.entries.count
      state.entries.removeAll { $0.id == id }
      return state.entries.count < count
    }
  }

  /// Ends all rules.
  public func clearAll() { state.withLock { $0.entries = [] } }

  /// The rules in force, in the order in which they were made.
  public var entries: [Entry] { state.withLock { $0.entries } }

  /// Takes the first fault that `pick` wants, and counts it.
  ///
  /// - Parameters:
  ///   - scope: What asks.
  ///   - pick: Says what it wants of a fault.
  /// - Returns: What `pick` returned for the fault; `nil` when it wanted none.
  func take<Value>(_ scope: FaultScope = .chain, _ pick: (Fault) -> Value?) -> Value? {
    state.withLock { state in
      for index in state.entries.indices {
        let rule = state.entries[index].rule
        guard rule.applies(to: scope), rule.times != 0, let value = pick(rule.fault) else {
          continue
        }
        if let times = rule.times {
          state.entries[index].rule.times = times - 1
          if times <= 1 { state.entries.remove(at: index) }
        }
        return value
      }
      return nil
    }
  }

  /// Takes a fault, and says whether it was there.
  func take(_ fault: Fault, _ scope: FaultScope = .chain) -> Bool {
    take(scope) { $0 == fault ? true : nil } ?? false
  }

  /// Whether a fault is in force, without counting it.
  func has(_ fault: Fault) -> Bool { first { $0 == fault ? true : nil } ?? false }

  /// The first fault that `pick` wants, without counting it.
  func first<Value>(_ pick: (Fault) -> Value?) -> Value? {
    for entry in entries {
      if let value = pick(entry.rule.fault) { return value }
    }
    return nil
  }
}
