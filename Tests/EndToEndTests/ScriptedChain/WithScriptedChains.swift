import FaultServer
import SomaTypes

/// Runs `body` with scripted chains on free ports, and gives it the ports by name.
///
/// The scenarios are those of ``ScriptedChain/init(scenario:)``, and `down`, where nobody listens.
func withScriptedChains<Value: Sendable>(
  _ scenarios: [String: String], ports: [String: Int] = [:],
  _ body: ([String: Int]) async throws -> Value
) async throws -> Value {
  var rest = scenarios
  guard let name = scenarios.keys.sorted().first, let scenario = rest.removeValue(forKey: name)
  else { return try await body(ports) }
  let next: (Int) async throws -> Value = { port in
    try await withScriptedChains(rest, ports: ports.merging([name: port]) { $1 }, body)
  }
  guard scenario != "down" else { return try await withRefusingPort(next) }
  return try await withHTTP2Node(try ScriptedChain(scenario: scenario).script, next)
}

/// A scenario that nobody wrote.
struct UnknownScenario: Error {
  let name: String
}
