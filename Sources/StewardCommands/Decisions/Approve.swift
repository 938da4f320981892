import ArgumentParser
import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// `steward approve`.
struct Approve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say that one action of one model may happen, up to an amount and for some epochs.",
    discussion: """
      It holds for what is applied now: a changed manifest needs a new one. A retirement names the model id, \
      so that the wrong model cannot end. `force` reveals although the chain's embeddings have another length \
      now.

        steward approve first-model create
        steward approve first-model stake --cap 50SOMA --epochs 10
        steward approve first-model retire --model-id 0x5be3…

      Exit status: 0, 5 there is no such model, 12 the state cannot be used, 64 wrong usage.
      """)

  @Argument(help: "The model.")
  var name: String

  @Argument(help: "What may happen: create, stake, retire or force.")
  var action: Action

  @Option(help: ArgumentHelp("The most that it may cost, fees included.", valueName: "amount"))
  var cap: String?

  @Option(
    help: ArgumentHelp("For how many epochs it holds, this one included.", valueName: "count"))
  var epochs: UInt64 = 3

  @Option(help: ArgumentHelp("The model that is retired.", valueName: "id"))
  var modelID: String?

  @OptionGroup var options: DecisionOptions

  /// What may happen, as it is typed.
  enum Action: String, CaseIterable, ExpressibleByArgument {
    case create, stake, retire, force

    /// As it is kept.
    var approved: ApprovedAction {
      switch self {
      case .create: .create
      case .stake: .stake
      case .retire: .retire
      case .force: .force
      }
    }
  }

  func validate() throws {
    guard epochs > 0 else { throw ValidationError("--epochs is 1 or more.") }
    guard (modelID != nil) == (action == .retire) else {
      throw ValidationError(
        action == .retire
          ? "A retirement needs --model-id, so that the wrong model cannot end."
          : "Only a retirement has --model-id.")
    }
  }

  func run() async throws {
    let cap = try cap.map { try TypedText.amount($0, "--cap") }
    let id: ModelID? = try modelID.map { try TypedText.id($0, "--model-id") }
    try await options.decide(name, "\(action.rawValue) approved") { record, journal in
      if let id, id != record.modelID {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "approve.otherModel", summary: "The model has another id",
            detail: "\(name) is \(record.modelID?.description ?? "not on the chain yet").",
            place: Place(file: "--model-id"),
            remedies: ["Look again which model is to end. Nothing was approved."]))
      }
      let last = try await DecisionOptions.epoch(of: journal).rawValue &+ epochs &- 1
      let approval = Approval(
        action: action.approved, generation: record.generation, cap: cap, lastEpoch: Epoch(last),
        modelID: id)
      guard action == .force else { return [.approved(approval)] }
      let windows = record.attempts.compactMap { $0.window?.commitEpoch }
      return [.approved(approval)] + windows.map { .forced(commitEpoch: $0) }
    }
  }
}
