import ArgumentParser
import Diagnostics
import Glibc
import Localnet
import SomaClient
import SomaTypes
import SomaWire

extension LocalnetCommand {
  /// `steward localnet status`.
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the localnet that runs in a directory.",
      discussion: "Exit status: 0 it runs, 9 none does or it does not answer, 64 wrong usage.")

    @OptionGroup var directory: LocalnetDirectory
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let running = try directory.running()
      let info = try await running.answering(within: .seconds(5)) { patience in
        try await LocalnetCommand.withService(running.rpc, patience: patience) {
          try await Chain($0).serviceInfo()
        }
      }
      try output.write(
        schema: "steward/localnet-status/v1",
        running.fields + [
          .init("epoch", info.epoch.map { .number($0.rawValue) } ?? .null),
          .init("checkpoint", info.checkpointHeight.map { .number($0.rawValue) } ?? .null),
        ])
    }
  }

  /// `steward localnet advance`.
  struct Advance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End the epoch of the localnet that runs in a directory.",
      discussion: """
        Exit status: 0 ended, 1 its epochs end by duration only, 9 none runs or it does not answer, \
        64 wrong usage.
        """)

    @OptionGroup var directory: LocalnetDirectory
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let running = try directory.running()
      let epoch = try await running.answering(within: .seconds(20)) { patience in
        try await LocalnetCommand.withService(running.admin, patience: patience) {
          try await AdminService($0).advanceEpoch(deadline: patience)
        }
      }
      try output.write(
        schema: "steward/localnet-advance/v1", [.init("epoch", .number(epoch.rawValue))])
    }
  }

  /// `steward localnet faucet`.
  struct Faucet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send coins of the localnet that runs in a directory to an account.",
      discussion: "Exit status: 0 sent, 5 no address, 9 none runs or it does not answer.")

    @Argument(help: "Who gets them: an address, all 64 digits.")
    var address: String

    @OptionGroup var directory: LocalnetDirectory
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let recipient = try TypedText.address(address, "ADDRESS")
      let running = try directory.running()
      let reply = try await running.answering(within: .seconds(20)) { patience in
        try await LocalnetCommand.withService(running.faucet, patience: patience) {
          try await FaucetService($0).requestGas(for: recipient, deadline: patience)
        }
      }
      try output.write(
        schema: "steward/localnet-faucet/v1",
        [
          .init("status", SafeText.escaped(reply.status)),
          .init(
            "coins",
            .list(
              reply.coins.map {
                .record([.init("id", $0.id), .init("shannons", .text("\($0.amount.shannons)"))])
              })),
        ])
    }
  }

  /// `steward localnet stop`.
  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End the localnet that runs in a directory.",
      discussion: "Exit status: 0 ended, 1 it does not end, 9 none runs, 64 wrong usage.")

    @OptionGroup var directory: LocalnetDirectory

    func run() async throws {
      // Not what it says in run.json: while it starts there is none.
      let running = try directory.holder()
      let refusal = running.send(SIGTERM)
      guard refusal == 0 || refusal == ESRCH else {
        throw Diagnostic(
          code: "localnet.doesNotEnd", summary: "The localnet does not end",
          detail:
            "Process \(running.pid) cannot be told to: \(String(cString: strerror(refusal))).",
          remedies: ["Run the command as the user who started it."])
      }
      for _ in 0..<1000 {
        guard running.isRunning else {
          return Terminal.writeMessage("Ended process \(running.pid).")
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      throw Diagnostic(
        code: "localnet.doesNotEnd", summary: "The localnet does not end",
        detail: "Process \(running.pid) still runs 20 s after it was asked to end.",
        remedies: [
          "End it by force; nothing that was acknowledged is lost:\n    kill -9 \(running.pid)"
        ])
    }
  }

  /// `steward localnet reset`.
  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Delete the chain in a directory, and its objects, so that the next start begins a new one.",
      discussion:
        "Exit status: 0 deleted, 3 --yes is missing, 5 it runs or is no chain, 64 wrong usage.")

    @Flag(help: "Delete it; everything on the chain is lost.")
    var yes = false

    @OptionGroup var directory: LocalnetDirectory

    func run() throws {
      let path = directory.path
      try directory.requireFree()
      guard yes else {
        throw CommandFailure(
          status: .needsApproval,
          underlying: Diagnostic(
            code: "localnet.resetNeedsYes", summary: "Nothing was deleted",
            detail: "The chain in \(path) would be lost, with every account and model on it.",
            remedies: [
              "Delete it:\n    steward localnet reset --yes --data-dir \(shellQuoted(path))"
            ]))
      }
      try failing(with: .invalidInput) { try DataDirectory.deleteChain(in: path) }
      Terminal.writeMessage("Deleted the chain in \(path).")
    }
  }

  /// Runs `body` with a connection to a URL of our own making.
  static func withService<Value>(
    _ url: String, patience: Duration, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    var settings = ConnectionSettings(version: Version.text)
    settings.deadline = patience
    settings.retry.overall = patience
    return try await withConnection(to: [try Endpoint(url)], settings: settings, body)
  }
}
