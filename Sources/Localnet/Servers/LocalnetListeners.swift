import GRPCCore
import Ledger

/// All addresses of a localnet.
struct LocalnetListeners {
  private let node: LocalnetNode
  private let host: String
  private let rpc: Listener
  private let follower: Listener?
  private let faucet: Listener
  private let scoring: Listener
  private let admin: Listener

  /// Creates addresses that do not listen yet.
  init(
    _ configuration: LocalnetConfiguration, node: LocalnetNode, forwarding: ModelForwarding
  ) throws {
    self.node = node
    host = configuration.host
    let (faults, ports, host) = (node.faults, configuration.ports, configuration.host)
    let clock = node.time.clock
    func nodeListener(_ view: NodeView, port: Int) -> Listener {
      let endpoint = NodeEndpoint(node: node, view: view)
      return Listener(
        view == .live ? "node" : "follower", host: host, port: port, faults: faults, clock: clock,
        services: [
          LedgerEndpoint(endpoint: endpoint), StateEndpoint(endpoint: endpoint),
          ExecutionEndpoint(endpoint: endpoint), SubscriptionEndpoint(endpoint: endpoint),
          ByteService.health,
        ], interceptors: [InfoHeaders(endpoint: endpoint)], forwarding: forwarding)
    }
    func byteListener(_ name: String, port: Int, _ services: [ByteService]) -> Listener {
      Listener(name, host: host, port: port, faults: faults, clock: clock, services: services)
    }
    rpc = nodeListener(.live, port: ports.rpc)
    follower =
      configuration.node.hasFollower ? nodeListener(.follower, port: ports.follower) : nil
    let account = try Faucet(salt: configuration.genesis.salt, configuration.faucet)
    faucet = byteListener("faucet", port: ports.faucet, [.faucet(account, of: node)])
    scoring = byteListener("scoring", port: ports.scoring, [.scoring(configuration.scorer)])
    admin = byteListener("admin", port: ports.admin, [.admin(node), .faults(faults, of: node)])
  }

  private var all: [Listener] { [rpc, follower, faucet, scoring, admin].compactMap { $0 } }

  /// Listens and keeps the chain going while `body` runs; then ends within about `grace`.
  func run<Value>(
    grace: Duration, _ body: (LocalnetEndpoints) async throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    // Tasks of their own: a transport that is cancelled while it begins to listen ends the process.
    let servers = all.map { listener in Task { await listener.serve() } }
    return try await withTaskGroup(of: Result<Void, ListeningFailure>?.self) { group in
      for server in servers { group.addTask { await server.value } }
      let result: Result<Value, any Error>
      var isListening = false
      do {
        let endpoints = try await endpoints
        isListening = true
        let node = node
        result = await withTaskGroup(of: Void.self) { chain in
          chain.addTask { await node.run() }
          defer { chain.cancelAll() }
          do { return .success(try await body(endpoints)) } catch { return .failure(error) }
        }
      } catch {
        result = .failure(error)
      }
      await node.stop()
      for listener in all { listener.end() }
      // Why one of them does not listen says more than that it does not. Later ones are only cut.
      let failure = await group.end(within: grace, servers)
      if let failure, !isListening {
        // Whoever cancels the start does not hear of what it broke off.
        guard failure.isOfSystem || !Task.isCancelled else {
          return Result<Value, any Error>.failure(CancellationError())
        }
        return Result<Value, any Error>.failure(failure.error)
      }
      return result
    }.get()
  }

  private var endpoints: LocalnetEndpoints {
    get async throws {
      func url(_ listener: Listener) async throws -> String {
        "http://\(host):\(try await listener.boundPort)"
      }
      var followerURL: String?
      if let follower { followerURL = try await url(follower) }
      return LocalnetEndpoints(
        rpc: try await url(rpc), follower: followerURL, faucet: try await url(faucet),
        scoring: try await url(scoring), admin: try await url(admin))
    }
  }
}

extension TaskGroup<Result<Void, ListeningFailure>?> {
  /// Waits for the listeners, and cuts those that take longer.
  ///
  /// - Returns: Why the first of them failed that the system refused; else why the first did, if one did.
  fileprivate mutating func end(
    within grace: Duration, _ servers: [Task<Result<Void, ListeningFailure>, Never>]
  ) async -> ListeningFailure? {
    addTask {
      try? await Task.sleep(for: grace)  // cancelled: all have ended
      return nil
    }
    var failure: ListeningFailure?
    var remaining = servers.count
    while remaining > 0, let ended = await next() {
      switch ended {
      case .success: remaining -= 1
      case .failure(let error):
        remaining -= 1
        if failure == nil || error.isOfSystem && failure?.isOfSystem != true { failure = error }
      case nil: for server in servers { server.cancel() }
      }
    }
    cancelAll()
    return failure
  }
}
