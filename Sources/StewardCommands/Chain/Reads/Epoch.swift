import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain epoch`.
  struct EpochCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "epoch", abstract: "Show the epoch that runs, or how a past one began.",
      discussion: HelpText.readStatus)

    @Argument(help: "Number of an epoch. Default: the one that runs.")
    var number: UInt64?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let number = number.map { Epoch($0) }
      let state = try await nodes.withChain { chain in
        if let number, try await chain.epoch(number).protocolConfig == nil {
          throw CommandFailure(
            status: .failed,
            underlying: Diagnostic(
              code: "chain.unknownEpoch", summary: "The node does not know an epoch",
              detail: "Epoch \(number) is yet to come, or the node has forgotten it.",
              remedies: ["See which epoch runs:\n    steward chain epoch"]))
        }
        return try await chain.systemState(of: number).state.get()
      }
      let parameters = state.parameters
      let (end, overflow) = state.epochStartTimestampMs.addingReportingOverflow(
        parameters.epochDurationMs)
      try output.write(
        schema: "steward/chain-epoch/v1",
        [
          .init("epoch", .number(state.epoch.rawValue)),
          .init("startMs", .time(state.epochStartTimestampMs)),
          .init("earliestEndMs", .time(overflow ? nil : end)),
          .init("durationMs", .duration(parameters.epochDurationMs)),
          .init("protocolVersion", .number(state.protocolVersion)),
          .init("safeMode", .bool(state.safeMode)),
          .init("validators", .number(UInt64(state.validators.validators.count))),
          .init("models", .number(UInt64(state.modelRegistry.models.count))),
          .init("totalModelStake", state.modelRegistry.totalModelStake.output),
          .init("totalValidatorStake", state.validators.totalStake.output),
          .init("emissionPool", state.emissionPool.balance.output),
          .init("targetsGenerated", .number(state.targetState.targetsGeneratedThisEpoch)),
          .init("targetsHit", .number(state.targetState.hitsThisEpoch)),
          .init("rewardPerTarget", state.targetState.rewardPerTarget.output),
        ])
    }
  }
}
