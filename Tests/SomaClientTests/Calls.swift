import Diagnostics
import FaultServer
import GRPCCore
import SomaClient

/// A method that takes and returns bytes as they are.
let echo = RPCMethod(raw: MethodDescriptor(fullyQualifiedService: "test.Bytes", method: "Echo"))

/// Short, for a machine that is busy; no test waits for it unless that is what it tests.
let shortDeadline = Duration.milliseconds(400)

/// Settings for tests: no retries, no patience, and a deadline that only a hanging call can reach.
func testSettings() -> ConnectionSettings {
  var settings = ConnectionSettings(version: "test")
  settings.deadline = .seconds(60)
  settings.drain = .milliseconds(100)
  settings.retry.attempts = 1
  return settings
}

/// The same, and something else.
func testSettings(
  _ adjust: (inout ConnectionSettings) throws -> Void
) rethrows -> ConnectionSettings {
  var settings = testSettings()
  try adjust(&settings)
  return settings
}

/// Calls `Echo` once, and returns the failure.
func failure(of channel: RPCChannel, deadline: Duration? = nil) async -> RPCFailure? {
  do throws(RPCFailure) {
    _ = try await channel.call(echo, [1], deadline: deadline)
    return nil
  } catch {
    return error
  }
}

/// Calls `Echo` at a URL once, and returns the failure.
func failure(
  of url: String, deadline: Duration? = nil, settings: ConnectionSettings = testSettings()
) async throws -> RPCFailure? {
  try await withConnection(to: [Endpoint(url)], settings: settings) {
    await failure(of: $0.preferred, deadline: deadline)
  }
}

/// Calls `Echo` on a scripted HTTP/2 node once, and returns the failure.
func failure(
  of script: Script, deadline: Duration? = nil, settings: ConnectionSettings = testSettings()
) async throws -> RPCFailure? {
  let node = NodeScript()
  node.on("test.Bytes/Echo", script)
  return try await withNode(node, settings: settings) { channel in
    if deadline != nil { try await connect(channel, to: node) }
    return await failure(of: channel, deadline: deadline)
  }
}

/// Makes a call that succeeds, so that the deadline of the next one is not spent on connecting.
func connect(_ channel: RPCChannel, to node: NodeScript) async throws {
  node.on("test.Bytes/Connect", .reply([]))
  let method = RPCMethod(
    raw: MethodDescriptor(fullyQualifiedService: "test.Bytes", method: "Connect"))
  _ = try await channel.call(method, [])
}

/// Runs `body` with a channel to a scripted HTTP/2 node.
func withNode<Value: Sendable>(
  _ node: NodeScript, settings: ConnectionSettings = testSettings(),
  _ body: (RPCChannel) async throws -> Value
) async throws -> Value {
  try await withHTTP2Node(node) { port in
    let endpoint = try Endpoint("http://127.0.0.1:\(port)")
    return try await withConnection(to: [endpoint], settings: settings) {
      try await body($0.preferred)
    }
  }
}
