import Dispatch
import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP, while nodes are spoken to: the first cancels the run, so that it can say what is
/// known; a second ends the process as it always does.
enum Interruption {
  private struct State {
    var run: Task<Void, Never>?
    var signal: CInt?
  }

  private static let state = Mutex(State())

  /// Waits for the one task that a run is.
  static func run(_ body: @escaping @Sendable () async -> Void) async {
    let run = Task { await body() }
    state.withLock { $0.run = run }
    await run.value
  }

  /// The exit status that a signal asks for, if one came: 129, 130 or 143.
  static var exitStatus: Int32? { state.withLock { $0.signal }.map { 128 + $0 } }

  /// Runs `body`, and cancels the run if a signal comes.
  static func cancelling<Value>(_ body: () async throws -> Value) async throws -> Value {
    let numbers = numbers
    let sources = numbers.map { number in
      signal(number, SIG_IGN)  // else the process would end before the source sees it
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { received(number, of: numbers) }
      source.activate()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in numbers { signal(number, SIG_DFL) }
    }
    return try await body()
  }

  /// Those that are obeyed: `nohup` asks that a closed terminal ends nothing.
  private static var numbers: [CInt] {
    var action = sigaction()
    let isKnown = sigaction(SIGHUP, nil, &action) == 0
    let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    let isIgnored = isKnown && handler == unsafeBitCast(SIG_IGN, to: Int.self)
    return [SIGINT, SIGTERM] + (isIgnored ? [] : [SIGHUP])
  }

  private static func received(_ number: CInt, of numbers: [CInt]) {
    for number in numbers { signal(number, SIG_DFL) }
    let run = state.withLock { state in
      state.signal = state.signal ?? number
      return state.run
    }
    run?.cancel()
  }
}
