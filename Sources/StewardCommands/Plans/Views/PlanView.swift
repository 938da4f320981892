import Lifecycle
import Manifest
import SomaTypes

/// How a plan looks: as a table for a person, as values for scripts, as Markdown for a review.
///
/// The same plan at the same moment gives the same text. Nothing in it is secret.
struct PlanView {
  /// Name and version of the JSON schema, `docs/schemas/plan-v1.schema.json`.
  static let schema = "steward/plan/v1"

  /// The width of lines where nobody says how wide the terminal is, as in a pipe.
  static let widthOfPipe = 100

  let plan: Plan
  let network: String
  let chain: CheckpointDigest?
  let circumstances: Circumstances
  let notices: [Notice]

  /// Shows a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - network: What the manifests call the network.
  ///   - chain: The chain's id; `nil` while it is not known.
  ///   - now: The clocks at which it is shown.
  ///   - atStake: What lies in the models' pools, to say what a risk can cost.
  ///   - place: The time zone that people are told moments in.
  init(
    _ plan: Plan, network: String, chain: CheckpointDigest?, now: Moment,
    atStake: [ResourceName: AtStake] = [:], place: LocalTime = .system
  ) {
    self.plan = plan
    self.network = SafeText.escaped(network)
    self.chain = chain
    circumstances = Circumstances(of: plan, now: now, place: place, atStake: atStake)
    notices = Notice.all(of: plan, in: circumstances)
  }

  /// The same for somebody who reads it elsewhere and later: in UTC and without countdowns.
  var kept: PlanView { PlanView(keeping: self) }

  private init(keeping view: PlanView) {
    plan = view.plan
    network = view.network
    chain = view.chain
    var circumstances = view.circumstances
    circumstances.place = .utc
    circumstances.isKept = true
    self.circumstances = circumstances
    notices = Notice.all(of: plan, in: circumstances)
  }

  /// The plan in one line.
  var summary: String { PlanSummary(plan: plan).text }

  /// What belongs to one model, or to a wallet, or to all.
  struct Block: Equatable {
    var model: ResourceName?
    var wallet: ResourceName?
    var steps: [Step] = []
    var notices: [Notice] = []
  }

  /// Notices that are the same for several models, each with those models.
  var shared: [(notice: Notice, models: [ResourceName])] {
    var models: [String: [ResourceName]] = [:]
    for notice in notices {
      if let model = notice.model { models[notice.key, default: []].append(model) }
    }
    var seen: Set<String> = []
    return notices.compactMap { notice in
      let named = models[notice.key] ?? []
      guard notice.model == nil || named.count > 1, seen.insert(notice.key).inserted else {
        return nil
      }
      return (notice, named)
    }
  }

  /// Everything else, most urgent first: models at risk, then losses, then in the order of their
  /// steps, then those with problems only.
  var blocks: [Block] {
    var blocks: [Block] = []
    var places: [String: Int] = [:]
    let sharedKeys = Set(shared.map(\.notice.key))
    func change(_ model: ResourceName?, _ wallet: ResourceName?, _ body: (inout Block) -> Void) {
      let key = model.map { "m \($0)" } ?? "w \(wallet?.text ?? "")"
      let place = places[key] ?? blocks.count
      if place == blocks.count {
        places[key] = place
        blocks.append(Block(model: model, wallet: model == nil ? wallet : nil))
      }
      body(&blocks[place])
    }
    let urgent = notices.filter(\.isUrgent)
    for notice in urgent where !sharedKeys.contains(notice.key) {
      change(notice.model, nil) { $0.notices.append(notice) }
    }
    for step in plan.steps {
      change(step.model, step.wallet) {
        $0.steps.append(step)
        if step.model != nil, let wallet = step.wallet { $0.wallet = wallet }
      }
    }
    for notice in notices
    where !notice.isUrgent && !sharedKeys.contains(notice.key) {
      change(notice.model, nil) { $0.notices.append(notice) }
    }
    return blocks
  }
}
