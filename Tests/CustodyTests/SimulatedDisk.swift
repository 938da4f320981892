import Custody
import SomaCrypto
import Synchronization

/// Thrown by a ``SimulatedDisk`` from its crash on.
struct InjectedCrash: Error, Equatable {}

/// A disk that forgets what was not synced, and a process that dies at any step.
///
/// Each call of the port is one step. At the chosen step the process dies, before the step, or in
/// the middle of it; nothing happens after that. ``restarted(losingCaches:)`` is the disk that the next
/// process finds: with everything, when only the process died, or without what was not on the
/// disk, when the power went.
final class SimulatedDisk: DurableFiles {
  private struct State {
    /// What a running process sees.
    var names: [String: [UInt8]] = [:]
    /// What is there after the power went. A file that was created has its bytes on the disk; its
    /// name is not before its directory is synced.
    var durableNames: [String: [UInt8]] = [:]
    var steps = 0
    var crashStep: Int?
    var isHalfway = false
    var isDead = false
  }

  private let state: Mutex<State>

  init(_ names: [String: [UInt8]] = [:], crashAt step: Int? = nil, halfway: Bool = false) {
    state = Mutex(
      State(names: names, durableNames: names, crashStep: step, isHalfway: halfway))
  }

  var steps: Int { state.withLock(\.steps) }
  var names: [String: [UInt8]] { state.withLock(\.names) }

  /// The disk after the crash.
  func restarted(losingCaches: Bool) -> SimulatedDisk {
    state.withLock { SimulatedDisk(losingCaches ? $0.durableNames : $0.names) }
  }

  /// One step; `true` when the process dies in the middle of it.
  private func step(_ body: (inout State, _ dies: Bool) throws -> Void) throws {
    try state.withLock { state in
      guard !state.isDead else { throw InjectedCrash() }
      state.steps += 1
      guard state.steps == state.crashStep else { return try body(&state, false) }
      state.isDead = true
      if state.isHalfway { try body(&state, true) }
      throw InjectedCrash()
    }
  }

  func read(_ path: String, limit: Int) throws -> SecretBytes? {
    var found: [UInt8]?
    try step { state, _ in found = state.names[path] }
    guard let found else { return nil }
    guard found.count <= limit else { throw SecretFileError.tooLong(path, limit: limit) }
    return try SecretBytes(copying: found)
  }

  func create(_ path: String, _ bytes: borrowing SecretBytes) throws {
    let content = bytes.withUnsafeBytes { Array($0) }
    try step { state, dies in
      guard state.names[path] == nil else { throw FileStepError(.create, path, errno: 17) }
      state.names[path] = dies ? Array(content.prefix(content.count / 2)) : content
    }
  }

  func replace(_ path: String, by source: String) throws {
    try step { state, _ in
      guard let bytes = state.names.removeValue(forKey: source) else {
        throw FileStepError(.rename, path, errno: 2)
      }
      state.names[path] = bytes
    }
  }

  func publish(_ source: String, as path: String) throws -> Bool {
    var isNew = false
    try step { state, _ in
      guard let bytes = state.names[source] else {
        throw FileStepError(.rename, path, errno: 2)
      }
      guard state.names[path] == nil else { return }
      state.names[source] = nil
      state.names[path] = bytes
      isNew = true
    }
    return isNew
  }

  func remove(_ path: String) throws { try step { state, _ in state.names[path] = nil } }

  func makeDirectory(_ path: String) throws { try step { _, _ in } }

  func syncDirectory(_ path: String) throws {
    try step { state, _ in state.durableNames = state.names }
  }

  func exclusively<Result: ~Copyable>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    try body()
  }
}
