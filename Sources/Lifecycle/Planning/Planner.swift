public import Manifest
import SomaTypes

/// Where the specs of a pass come from.
public enum Desired: Equatable, Sendable {
  /// Manifests, as in `plan` and `apply`: what is not accepted yet is planned as if it were.
  case declared([ModelSpec])
  /// The journal, as in `reconcile`: what was applied.
  case accepted
}

/// Works out what should happen next on one chain. Pure: no clock, no I/O; the same values give the same
/// plan, and the order of documents does not matter.
///
/// - Parameters:
///   - desired: What the owner wants of the models on this chain.
///   - observed: What this pass saw.
///   - recorded: What was tried before.
///   - now: The clocks.
/// - Returns: Every step, also those that wait, with risks, losses and problems. A step that is due is
///   still due after a crash; the journal makes it harmless to begin it again.
public func plan(
  _ desired: Desired, observed: Observed, recorded: Recorded, now: Moment
) -> Plan {
  let reading = ChainReading(observed.nodes, notOlderThan: recorded.highestVersion)
  let members = Members(desired, recorded)
  let context = PlanContext(
    observed: observed, recorded: recorded, now: now, reading: reading,
    isDeclared: members.isDeclared,
    strangers: strangers(reading, observed, recorded, members), orphans: members.orphans)
  var result = Plan(epoch: reading.view.value?.epoch)
  var drafts: [Draft] = []
  for member in members.all {
    var model = ModelCase(
      member.spec, record: member.record, isWanted: member.isWanted, in: context)
    if let former = member.formerName {
      model.add(.rename(from: former), .movedFrom(former))
    } else if members.contested.contains(member.spec.name) {
      model.problem(.claimedTwice(member.spec.modelID ?? .zero))
    } else {
      model.plan()
    }
    drafts += model.drafts
    result.risks += model.risks
    result.losses += model.losses
    result.problems += model.problems
  }
  for name in members.orphans { result.problems.append(Problem(model: name, kind: .notDeclared)) }
  if members.isDeclared, members.all.allSatisfy({ !$0.isWanted }), !recorded.models.isEmpty {
    result.problems.append(Problem(model: nil, kind: .nothingDeclared))
  }
  for (_, found) in context.strangers.sorted(by: { $0.key < $1.key }) where !found.isEmpty {
    result.problems.append(
      Problem(model: nil, kind: .journalBehindChain(models: found.models, coins: found.coins)))
  }
  result.steps = WalletLanes(context).steps(drafts)
  result.risks += WalletLanes.risks(of: result.steps)
  return result
}

/// Models and coins of our wallets that moved without the journal.
private func strangers(
  _ reading: ChainReading, _ observed: Observed, _ recorded: Recorded, _ members: Members
) -> [ResourceName: PlanContext.Strangers] {
  guard let view = reading.view.value else { return [:] }
  var known = recorded.forgotten
  for record in recorded.models.values {
    known.formUnion(record.formerIDs)
    if let id = record.modelID { known.insert(id) }
    for intent in record.intents {
      if case .create(let id, _, _) = intent.purpose { known.insert(id) }
    }
  }
  for member in members.all {
    if let id = member.spec.modelID { known.insert(id) }
  }
  var owners: [SomaAddress: [ModelID]] = [:]
  for (id, model) in view.models where !known.contains(id) {
    owners[model.owner, default: []].append(id)
  }
  return observed.wallets.mapValues { wallet in
    PlanContext.Strangers(
      models: (owners[wallet.address] ?? []).sorted(), coins: wallet.coinsSpentElsewhere.sorted())
  }
}
