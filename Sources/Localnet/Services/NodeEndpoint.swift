import GRPCCore
import Ledger
import SomaTypes

/// The services of one address: which node, and whose state it shows.
struct NodeEndpoint: Sendable {
  let node: LocalnetNode
  let view: NodeView

  /// Reads from the ledger that this address shows.
  func read<Value: Sendable>(
    _ body: @Sendable (Ledger) throws -> Value
  ) async rethrows -> Value {
    try await node.read(view, body)
  }
}
