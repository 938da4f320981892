import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension NodeOptions {
  /// Refuses nodes that belong to different chains: a transaction would be built for one of them and could
  /// be sent to another. A node that does not answer is not refused.
  ///
  /// - Throws: A ``CommandFailure``; nothing was sent.
  func requireOneChain(_ chain: Chain) async throws {
    let endpoints = try endpoints()
    guard endpoints.count > 1 else { return }
    let chainIDs = await chain.serviceInfos().map { try? $0.get().chainID }
    if let problem = Diagnostic(differentChains: Array(zip(endpoints, chainIDs))) {
      throw CommandFailure(status: .invalidInput, underlying: problem)
    }
  }
}

extension Diagnostic {
  /// Says which nodes belong to which chains; `nil` when those that say so belong to one.
  init?(differentChains nodes: [(endpoint: Endpoint, chainID: CheckpointDigest?)]) {
    guard Set(nodes.compactMap(\.chainID)).count > 1 else { return nil }
    self.init(
      code: "nodes.differentChains", summary: "The nodes belong to different chains",
      detail: nodes.compactMap { node in node.chainID.map { "\(node.endpoint): \($0)" } }
        .joined(separator: "\n"),
      remedies: ["Name nodes of one network only; a local chain has a new id after each reset."])
  }
}
