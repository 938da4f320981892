import Foundation
import Glibc
import SomaClient
import Synchronization

/// The built `steward localnet start` in the foreground, with a directory that it keeps.
struct LocalnetProgram {
  /// Where it runs.
  let directory: URL

  /// The genesis file of the first start.
  var genesis: URL { directory.appending(path: "genesis.yaml") }
  /// The chain's directory.
  var data: String { directory.appending(path: "chain").path }

  /// One that is ready.
  final class Running: Sendable {
    /// The node's URL.
    let rpc: String
    /// The admin service's URL.
    let admin: String
    /// The log that grows.
    let log: String

    private let process: Int32
    private let isEnded = Mutex(false)

    fileprivate init(_ line: [UInt8], process: Int32, log: String) throws {
      struct Ready: Decodable {
        let rpc: String
        let admin: String
      }
      let ready = try JSONDecoder().decode(Ready.self, from: Data(line))
      rpc = ready.rpc
      admin = ready.admin
      self.process = process
      self.log = log
    }

    /// Sends it a signal, once: afterwards its number may be another's.
    ///
    /// - Returns: Whether this was the first time.
    @discardableResult
    func end(by signal: Int32) -> Bool {
      isEnded.withLock { isEnded in
        defer { isEnded = true }
        return !isEnded && kill(process, signal) == 0
      }
    }
  }

  /// Starts it, and runs `body` when it is ready, which is to end it.
  ///
  /// - Returns: Its status, 128 and the signal if one ended it.
  /// - Throws: What `body` throws; then it was killed.
  func run(_ body: (Running) async throws -> Void) async throws -> Int32 {
    let pipe = directory.appending(path: "ready").path
    unlink(pipe)
    guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
    let isNew = access(data, F_OK) != 0
    let begin = isNew ? " --genesis genesis.yaml" : ""
    let problem = Mutex<(any Error)?>(nil)
    let step = try await Shell(directory: directory).run(
      "exec steward localnet start --data-dir chain --port 0 --no-host --epoch-duration manual"
        + "\(begin) --output json >ready"
    ) { process in
      // Without a first line it has ended by itself.
      var running: Running?
      do {
        let line = await Self.everything(in: pipe)
        let started = try Running(line, process: process, log: "\(data)/inputs")
        running = started
        try await body(started)
      } catch {
        problem.withLock { $0 = error }
        running?.end(by: SIGKILL)
      }
    }
    if let problem = problem.withLock({ $0 }) {
      throw Failure(underlying: problem, status: step.status, said: step.errorOutput)
    }
    return step.status
  }

  /// Why it was not used to its end.
  struct Failure: Error {
    let underlying: any Error
    let status: Int32
    let said: String
  }

  /// What is written to a pipe up to the first brace in the first column, which ends the JSON; or all, if
  /// the writer ends before.
  private static func everything(in path: String) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(file, &byte, 1) == 1 {
          bytes.append(byte)
          if bytes.suffix(2).elementsEqual(Array("\n}".utf8)) { break }
        }
        continuation.resume(returning: bytes)
      }
    }
  }
}

extension ConnectionSettings {
  /// No retries: the localnet of these tests is either there or dead.
  static var forKills: ConnectionSettings {
    var settings = ConnectionSettings(version: "test")
    settings.drain = .milliseconds(100)
    settings.retry.attempts = 1
    return settings
  }
}
