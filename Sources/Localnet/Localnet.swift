public import Ledger

/// A local SOMA chain that runs in this process and listens for clients.
///
/// It is for one machine: an end-to-end test, a first try, a rehearsal. It is no network.
public struct Localnet: Sendable {
  /// The node that owns the ledger.
  public let node: LocalnetNode
  /// Where its services listen.
  public let endpoints: LocalnetEndpoints
  /// What goes wrong on purpose.
  public var faults: Faults { node.faults }

  fileprivate let forwarding: ModelForwarding

  /// Sends who asks a node for `/model/{id}` in HTTP/1.1 to a host beside it, which has the same path.
  /// Before that they are told that there is none.
  ///
  /// - Parameter url: The host's URL, with a slash at the end.
  public func forwardModels(to url: String) { forwarding.forward(to: url) }
}

/// Runs `body` with a localnet, and ends it when `body` returns or throws.
///
/// - Parameters:
///   - configuration: What it is.
///   - ledger: What it begins with, when that is not the genesis: a ledger with the same genesis to
///     which a log of inputs was applied.
///   - time: What it waits by.
///   - record: Keeps the ledger's inputs; see ``LocalnetNode/Recorder``.
///   - report: Hears where a real node would have aborted, and other things that effects do not tell.
///   - body: Gets the localnet once all its services listen.
/// - Returns: What `body` returns, at most ``LocalnetConfiguration/grace`` and a moment later.
/// - Throws: ``LocalnetError``; `GenesisError`; what `body` throws.
public func withLocalnet<Value>(
  _ configuration: LocalnetConfiguration, ledger: Ledger? = nil, time: LocalnetTime = .system,
  record: @escaping LocalnetNode.Recorder = { _ in },
  report: @escaping @Sendable (LedgerEvent) -> Void = { _ in },
  _ body: (Localnet) async throws -> Value
) async throws -> Value {
  let node = LocalnetNode(
    ledger: try ledger
      ?? Ledger(genesis: Genesis(configuration.genesis), options: configuration.ledgerOptions),
    configuration: configuration.node,
    time: time, faults: Faults(configuration.faults), record: record, report: report)
  let forwarding = ModelForwarding()
  let listeners = try LocalnetListeners(configuration, node: node, forwarding: forwarding)
  return try await listeners.run(grace: configuration.grace) { endpoints in
    try await body(Localnet(node: node, endpoints: endpoints, forwarding: forwarding))
  }
}
