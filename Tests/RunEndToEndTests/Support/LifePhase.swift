import EndToEndSupport
import SomaTypes
import Testing

/// A part of a model's life, in the order in which lives go through them.
enum LifePhase: Int, CaseIterable, Sendable {
  case create, reveal, update, revealUpdate, commission, stake, retire

  /// Whether the epoch ends after it.
  var endsEpoch: Bool {
    switch self {
    case .create, .update, .stake: true
    case .reveal, .revealUpdate, .commission, .retire: false
    }
  }

  /// Whether an owner says something new; otherwise cron drives it.
  var isDeclared: Bool {
    switch self {
    case .create, .update, .commission, .stake, .retire: true
    case .reveal, .revealUpdate: false
    }
  }

  /// What the manifests say in it.
  func declaration(of owner: Owner) async throws -> Declaration {
    var wanted = Declaration()
    if self.rawValue >= Self.update.rawValue { wanted.weights = 2 }
    if self.rawValue >= Self.commission.rawValue { wanted.commission = "15%" }
    if self.rawValue >= Self.stake.rawValue { wanted.stakeTarget = "5 SOMA" }
    if self == .retire { wanted.retires = try await owner.model().id }
    return wanted
  }
}

extension Owner {
  /// Runs the command of a phase.
  func run(_ phase: LifePhase, variables: [String: String] = [:]) async throws -> Program.Result {
    guard phase.isDeclared else { return try await reconcile(variables: variables) }
    try declare(try await phase.declaration(of: self))
    return try await apply(variables: variables)
  }

  /// Where the owner is: what was done, and what the model is.
  func standing() async -> String {
    let models = await models().values.map { model in
      let update = model.pendingUpdate == nil ? "" : " with update"
      return "\(model.state.name)\(update), \(model.commissionRate) then "
        + "\(model.nextEpochCommissionRate), stake \(model.stakingPool.somaBalance)"
    }
    return "\(models); \(await footprint())"
  }
}
