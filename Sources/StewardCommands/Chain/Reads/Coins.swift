import ArgumentParser
import SomaClient
import SomaTypes

/// Listing coins; `chain coins` and `wallet coins` are the same.
struct CoinsOptions: ParsableArguments {
  @Argument(help: "Address or alias. Default: the active account.")
  var account: String?

  @OptionGroup var nodes: NodeOptions
  @OptionGroup var output: OutputOptions

  /// Lists them.
  func run() async throws {
    let address = try nodes.wallet.address(of: account)
    let purse = try await nodes.withChain { try await $0.coins(of: address) }
    try output.write(
      schema: "steward/coins/v1",
      [
        .init("address", address), .init("total", purse.total?.output ?? .null),
        .init("count", .number(UInt64(purse.coins.count))),
        .init("coins", .list(purse.coins.map(\.output))),
      ])
  }
}

extension Coin {
  fileprivate var output: OutputValue {
    .record([
      .init("coinId", reference.id), .init("balance", balance.output),
      .init("version", .number(reference.version.rawValue)),
    ])
  }
}

extension ChainCommand {
  /// `steward chain coins`.
  struct Coins: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the coins of an account, the richest first.",
      discussion: HelpText.readStatus)

    @OptionGroup var options: CoinsOptions

    func run() async throws { try await options.run() }
  }
}
