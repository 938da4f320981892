import Synchronization

/// What a scripted node does, method by method, and what it was asked.
public final class NodeScript: Sendable {
  private struct State {
    var scripts: [String: [Script]] = [:]
    var responders: [String: @Sendable (ReceivedCall) -> Script] = [:]
    var calls: [ReceivedCall] = []
    var unscripted: Set<String> = []
    var waiting: [(count: Int, gate: Gate)] = []
    var ends: [Int: Gate] = [:]
  }

  private let state = Mutex(State())

  /// Creates a node that knows no method.
  public init() {}

  /// Says what happens to the calls of a method: the first script to the first, and so on; the last
  /// one to all that follow.
  public func on(_ method: String, _ scripts: Script...) {
    state.withLock { state in
      state.scripts[method] = scripts
      state.responders[method] = nil
    }
  }

  /// Says how the calls of a method are answered, each by itself.
  public func on(_ method: String, answer: @escaping @Sendable (ReceivedCall) -> Script) {
    state.withLock { $0.responders[method] = answer }
  }

  /// All requests so far, in the order in which they arrived.
  public var calls: [ReceivedCall] { state.withLock { $0.calls } }

  /// Returns when so many requests have arrived, or the task is cancelled.
  public func waitForCalls(_ count: Int) async {
    let gate = Gate()
    state.withLock { state in
      if state.calls.count >= count { gate.open() } else { state.waiting.append((count, gate)) }
    }
    await gate.wait()
  }

  /// Returns when a request has arrived whose method ends with this name, or the task is cancelled.
  public func waitForCall(of name: String) async {
    var count = 1
    while !calls.contains(where: { $0.method.hasSuffix("/\(name)") }), !Task.isCancelled {
      await waitForCalls(count)
      count = calls.count + 1
    }
  }

  /// Returns when the connection with this number, counted from 0, has ended, or the task is cancelled.
  public func waitForEnd(ofConnection number: Int) async { await end(of: number).wait() }

  /// Records the end of a connection.
  func connectionEnded(_ number: Int) { end(of: number).open() }

  private func end(of connection: Int) -> Gate {
    state.withLock { state in
      let gate = state.ends[connection] ?? Gate()
      state.ends[connection] = gate
      return gate
    }
  }

  /// Records a request and returns what is to be done; UNIMPLEMENTED for a method without a script.
  func receive(_ call: ReceivedCall) -> Script {
    let responder = state.withLock { state in
      state.calls.append(call)
      for (count, gate) in state.waiting where state.calls.count >= count { gate.open() }
      return state.responders[call.method]
    }
    // Outside the lock: an answer may look at this node.
    if let responder { return responder(call) }
    return state.withLock { state in
      guard var scripts = state.scripts[call.method], let script = scripts.first else {
        state.unscripted.insert(call.method)
        return .failure(12, "This node has no script for \(call.method).")
      }
      if scripts.count > 1 { scripts.removeFirst() }
      state.scripts[call.method] = scripts
      return script
    }
  }

  /// Throws if a method was called that has no script: the test did not mean that.
  func checkThatAllWasScripted() throws {
    let unscripted = state.withLock { $0.unscripted }
    guard unscripted.isEmpty else { throw UnscriptedCalls(methods: unscripted.sorted()) }
  }
}

/// Methods that a test did not expect to be called.
public struct UnscriptedCalls: Error, Equatable {
  /// Their names.
  public let methods: [String]
}
