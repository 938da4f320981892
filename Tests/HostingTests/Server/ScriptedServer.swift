import Foundation
import Glibc
import Synchronization

/// Runs `body` with an HTTP/1.1 server on a free port of 127.0.0.1 that does what a script says.
///
/// The script is called for every request, on a thread of its connection, and may block, send
/// nonsense, or hang up. When `body` returns, every connection is cut, so that a script that still
/// waits for its peer gets ``ScriptEnd``.
func withScriptedServer<Value>(
  _ script: @escaping @Sendable (Exchange) throws -> Void,
  _ body: (ScriptedServer) async throws -> Value
) async throws -> Value {
  let server = try ScriptedServer(script: script)
  defer { server.stop() }
  return try await body(server)
}

/// The peer hung up, or the test is over. A script lets it pass.
struct ScriptEnd: Error {}

/// An HTTP server whose every word a test writes.
final class ScriptedServer: Sendable {
  /// The port on 127.0.0.1.
  let port: Int

  private let listener: Int32
  private let script: @Sendable (Exchange) throws -> Void
  private let state = Mutex(State())

  private struct State {
    var connections: Set<Int32> = []
    var accepted = 0
    var requests: [String] = []
    var isStopped = false
  }

  fileprivate init(script: @escaping @Sendable (Exchange) throws -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 64) | getsockname(descriptor, $0, &length)
      }
    }
    guard status == 0 else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.script = script
    Thread.detachNewThread { [self] in accept() }
  }

  /// A URL on this server.
  func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// How many connections came.
  var connectionCount: Int { state.withLock { $0.accepted } }

  /// The method and target of every request that came, in order.
  var requests: [String] { state.withLock { $0.requests } }

  fileprivate func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        close(listener)
        return
      }
      state.withLock { state in
        state.accepted += 1
        state.connections.insert(connection)
        if state.isStopped { shutdown(connection, Int32(SHUT_RDWR)) }
      }
      Thread.detachNewThread { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    var wire = Wire(descriptor: connection)
    while let exchange = try? Exchange(wire: wire) {
      state.withLock { $0.requests.append("\(exchange.method) \(exchange.target)") }
      guard (try? script(exchange)) != nil, !exchange.isOver else { break }
      wire = exchange.wire
    }
    state.withLock { state in
      state.connections.remove(connection)
      close(connection)
    }
  }
}
