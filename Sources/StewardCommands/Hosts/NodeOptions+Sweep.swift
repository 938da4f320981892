import Diagnostics
import Lifecycle
import SomaClient
import SomaTypes
import SomaWire
import Steward

extension NodeOptions {
  /// What all nodes together say of the names that are on chain. What one of them does not show could
  /// be a name.
  ///
  /// - Throws: What a node that does not answer throws; `CommandFailure` with status 9 when nodes
  ///   disagree, 1 when they are of different chains or show a model that cannot be read.
  func chainViewForSweep() async throws -> HostSweep.ChainView {
    let (infos, observations) = try await withChain { chain in
      // The ids first: a node that is replaced in between fails the comparison of epochs at worst.
      let infos = await chain.serviceInfos()
      return (infos, await chain.observations())
    }
    let chains = Set(try infos.map { try $0.get().chainID })
    let states = try observations.map { try $0.result.get().state }
    try NodeComparison(infos: infos, observations: observations).requireOneChain()
    guard let chain = chains.first, let epoch = states.first?.epoch,
      states.allSatisfy({ $0.epoch == epoch })
    else {
      throw CommandFailure(
        status: .unavailable,
        underlying: Diagnostic(
          code: "sweep.nodesDisagree", summary: "The nodes do not agree on the epoch",
          detail: "They show " + states.map { "\($0.epoch)" }.joined(separator: ", ") + ".",
          remedies: ["Wait until they have caught up, and run again."]))
    }
    if let model = states.lazy.flatMap(\.unparsableModels).first {
      throw CommandFailure(
        status: .failed,
        underlying: Diagnostic(
          code: "sweep.unreadableModel", summary: "A model on chain cannot be read",
          detail: "What \(model.key) names is not known, so nothing may be deleted.",
          remedies: ["Update Steward, and run again."]))
    }
    var published = PublishedNames()
    for state in states { published.add(state.models) }
    return HostSweep.ChainView(chain: chain, epoch: epoch, published: published)
  }
}
