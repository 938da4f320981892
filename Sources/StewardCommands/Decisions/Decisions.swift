import ArgumentParser
import Diagnostics
import Lifecycle
import SomaTypes
import Steward

/// `steward pause`.
struct Pause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take on no new obligations for a model; reveals, repairs and alarms go on.",
    discussion: """
      Also while a manifest says `lifecycle: active`, until `steward resume`.

        steward pause first-model

      Exit status: 0, 5 there is no such model, 12 the state cannot be used, 64 wrong usage.
      """)

  @Argument(help: "The model.")
  var name: String

  @OptionGroup var options: DecisionOptions

  func run() async throws { try await options.decide(name, "paused") { _, _ in [.paused] } }
}

/// `steward resume`.
struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a model that was paused.",
    discussion: """
        steward resume first-model

      Exit status: 0, 5 there is no such model, 12 the state cannot be used, 64 wrong usage.
      """)

  @Argument(help: "The model.")
  var name: String

  @OptionGroup var options: DecisionOptions

  func run() async throws { try await options.decide(name, "resumed") { _, _ in [.resumed] } }
}

/// `steward ack`.
struct Acknowledge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Say that you have seen a loss, so that runs no longer end with 11 for it.",
    discussion: """
        steward ack first-model

      Exit status: 0, 5 there is no such model, 12 the state cannot be used, 64 wrong usage.
      """)

  @Argument(help: "The model.")
  var name: String

  @OptionGroup var options: DecisionOptions

  func run() async throws {
    try await options.decide(name, "loss acknowledged") { _, _ in [.acknowledgedLoss] }
  }
}

/// `steward forget`.
struct Forget: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop looking after a model on the chain that this state does not have.",
    discussion: """
      For a model of your wallet that somebody else looks after, or nobody: without this, Steward takes the \
      state for older than the chain and begins nothing. The model itself is not touched. To end a model, \
      retire it.

        steward forget 0x5be3…

      Exit status: 0, 5 the state has the model, 12 the state cannot be used, 64 wrong usage.
      """)

  @Argument(help: "The id of the model.")
  var modelID: String

  @OptionGroup var options: DecisionOptions

  func run() async throws {
    let id: ModelID = try TypedText.id(modelID, "MODEL-ID")
    try await options.withJournal { journal in
      if let owner = journal.recorded.models.first(where: { $0.value.modelID == id }) {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "forget.known", summary: "The state looks after this model",
            detail: "It is \(owner.key). What is applied is not forgotten.",
            remedies: [
              "To take on nothing new:\n    steward pause \(owner.key)",
              "To end it, declare `lifecycle: retired` and apply.",
            ]))
      }
      let isNew = try await journal.record(.forgot(id))
      try options.output.write(
        schema: "steward/decision/v1",
        [
          .init("modelId", id.description), .init("decision", "forgotten"),
          .init("changed", .bool(isNew)),
        ])
    }
  }
}
