import ArgumentParser
import StateStore
import Steward

/// `steward history`.
struct History: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what was signed and what happened, the newest first. Changes nothing.",
    discussion: """
      From the state alone: no node is asked, and no key is used.

        steward history
        steward history first-model --limit 200
        steward history --verify
        steward history --output json

      --verify checks that each event follows from those before it: none was changed, taken out or put in. \
      That the last ones were cut off does not show.

      Exit status: 0, 5 there is no such model, 12 the state cannot be used or --verify found an event that \
      does not fit, 64 wrong usage.
      """)

  @Argument(help: "One model.")
  var name: String?

  @Option(help: "How many transactions and how many events at most.")
  var limit = 50

  @Flag(help: "Check the chain of events.")
  var verify = false

  @OptionGroup var location: StateDirectoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
  }

  func run() async throws {
    try await location.reading { state in
      let log = try await HistoryLog(state, of: name, limit: limit)
      let broken = verify ? try await state.firstBrokenEvent() : nil
      try output.write(
        schema: "steward/history/v1",
        [
          .init("state", state.directory), .init("model", .text(name)),
          .init("verified", verify ? .bool(broken == nil) : .null),
          .init("transactions", .list(log.transactions)), .init("events", .list(log.events)),
        ])
      if let broken {
        throw CommandFailure(status: .stateUnusable, underlying: StateFault.eventsBroken(broken))
      }
    }
  }
}
