import ArgumentParser
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain validators`.
  struct Validators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the validators, or change what the own one has registered.",
      subcommands: [List.self, Add.self, Remove.self, Update.self], defaultSubcommand: List.self)
  }
}

extension ChainCommand.Validators {
  /// `steward chain validators list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the validators of this epoch, and those that come and go.",
      discussion: HelpText.readStatus)

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let state = try await nodes.withChain { try await $0.systemState().state.get() }
      let set = state.validators
      let leaving = Set(set.pendingRemovals)
      let rows = set.validators.enumerated().map { index, validator in
        validator.output(
          leaving.contains(UInt64(index)) ? "leaving" : "active",
          epochsAtRisk: set.atRiskValidators[validator.metadata.somaAddress])
      }
      try output.write(
        schema: "steward/chain-validators/v1",
        [
          .init("epoch", .number(state.epoch.rawValue)),
          .init("totalStake", set.totalStake.output),
          .init(
            "validators",
            .list(rows + set.pendingValidators.map { $0.output("joining", epochsAtRisk: nil) })),
        ])
    }
  }
}

extension Validator {
  fileprivate func output(_ status: String, epochsAtRisk: UInt64?) -> OutputValue {
    .record([
      .init("address", metadata.somaAddress), .init("status", status),
      .init("votingPower", .number(votingPower.rawValue)),
      .init("stake", stakingPool.somaBalance.output),
      .init("nextEpochStake", nextEpochStake.output),
      .init("commissionBps", .number(commissionRate.rawValue)),
      .init("nextEpochCommissionBps", .number(nextEpochCommissionRate.rawValue)),
      .init("epochsAtRisk", .number(epochsAtRisk)), .init("netAddress", metadata.netAddress),
    ])
  }
}
