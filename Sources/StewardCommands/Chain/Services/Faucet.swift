import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes

/// Asking a faucet for coins; `chain faucet` and `wallet faucet` are the same.
struct FaucetOptions: ParsableArguments {
  @Argument(help: "Address or alias that gets the coins. Default: the active account.")
  var account: String?

  @Option(help: ArgumentHelp("URL of the faucet. Default: that of the network.", valueName: "url"))
  var faucet: String?

  @OptionGroup var nodes: NodeOptions
  @OptionGroup var output: OutputOptions

  /// Asks once and prints what came.
  func run() async throws {
    let address = try nodes.wallet.address(of: account)
    let reply = try await nodes.withService(.faucet, given: faucet) { connection -> FaucetReply in
      do {
        return try await FaucetService(connection).requestGas(for: address)
      } catch let error as RPCFailure where error.mayHavePaid {
        throw unresolved(error.diagnostic, address)
      }
    }
    try output.write(
      schema: "steward/faucet/v1",
      [
        .init("address", address), .init("status", reply.status),
        .init(
          "coins",
          .list(
            reply.coins.map { coin in
              .record([
                .init("coinId", coin.id), .init("amount", coin.amount.output),
                .init("transferDigest", coin.transferDigest),
              ])
            })),
      ], ofEvent: "The faucet answered \(Excerpt(reply.status)), \(reply.coins.count) coins.",
      shownBy: balance(of: address))
    guard !reply.coins.isEmpty else {
      throw Diagnostic(
        code: "faucet.nothing", summary: "The faucet gave nothing",
        detail: "It says: \(Excerpt(reply.status)).",
        remedies: ["Ask again later, or ask whoever runs it."])
    }
  }

  private func balance(of address: SomaAddress) -> String {
    "steward wallet balance \(address)\(nodes.hint)"
  }

  private func unresolved(_ cause: Diagnostic, _ address: SomaAddress) -> CommandFailure {
    CommandFailure(
      status: .failed,
      underlying: Diagnostic(
        code: "faucet.unresolved", summary: "It is not known whether the faucet gave coins",
        detail: "They may have come, or may come yet.\n\(cause.summary): \(cause.detail) "
          + "(\(cause.code))",
        remedies: ["Look first, before you ask again:\n    \(balance(of: address))"]))
  }

  static let discussion = """
      steward wallet faucet --network testnet
      steward chain faucet 0x5be3159d… --faucet http://127.0.0.1:9123

    Exit status: 0 coins came, 1 the faucet gave none, or it is not known, 5 invalid input, 9 the faucet is unavailable, \
    64 wrong usage, 129, 130 or 143 after a signal. Unless it is 9, look at the account before \
    you ask again: the reply alone may have been lost.
    """
}

extension ChainCommand {
  /// `steward chain faucet`.
  struct Faucet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask a faucet for coins.", discussion: FaucetOptions.discussion)

    @OptionGroup var options: FaucetOptions

    func run() async throws { try await options.run() }
  }
}

extension WalletCommand {
  /// `steward wallet faucet`.
  struct Faucet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask a faucet for coins.", discussion: FaucetOptions.discussion)

    @OptionGroup var options: FaucetOptions

    func run() async throws { try await options.run() }
  }
}

extension RPCFailure {
  /// A faucet that cannot read the address says so, and sends nothing.
  fileprivate var mayHavePaid: Bool {
    submissionVerdict == .unknown && !(stage == .answered && code == .invalidArgument)
  }
}
