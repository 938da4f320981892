import SomaClient

extension NodeOptions {
  /// Runs `body` with the chain behind the nodes. SIGINT and SIGTERM cancel it.
  func withChain<Value>(_ body: (Chain) async throws -> Value) async throws -> Value {
    try await withConnection(to: endpoints()) { try await body(Chain($0)) }
  }

  /// Runs `body` with a connection to a service. SIGINT and SIGTERM cancel it.
  func withService<Value>(
    _ service: NodeService, given url: String?, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await withConnection(to: [endpoint(of: service, given: url)], body)
  }

  private func withConnection<Value>(
    to endpoints: [Endpoint], _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    var settings = ConnectionSettings(version: Version.text)
    if let ca { settings.trust = try .file(ca) }
    settings.retry.overall = .seconds(timeout)
    // A silent node must leave time for the others.
    settings.deadline = min(settings.deadline, .seconds(timeout) / max(1, endpoints.count))
    return try await Interruption.cancelling {
      try await SomaClient.withConnection(to: endpoints, settings: settings, body)
    }
  }
}
