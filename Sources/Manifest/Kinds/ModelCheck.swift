import SomaTypes

/// What the fields of one model must agree on.
enum ModelCheck {
  /// Reports every contradiction.
  @Sendable static func run(
    _ model: ModelSpec, _ places: RecordPlaces, _ decoder: inout ManifestDecoder
  ) {
    for (fault, field) in contradictions(model) {
      decoder.descend(field[0]) { decoder in
        let place = places.place(of: field)
        guard field.count > 1 else { return decoder.report(.contradiction(fault), at: place) }
        decoder.report(.contradiction(fault), in: field[1], at: place)
      }
    }
  }

  private static func contradictions(
    _ model: ModelSpec
  ) -> [(ManifestProblem.Contradiction, field: [String])] {
    var found: [(ManifestProblem.Contradiction, field: [String])] = []
    if model.weights.source == model.embedding.source {
      found.append((.sameFile, ["embedding"]))
    }
    if model.update.policy == .onChange, model.weights.ready == nil, !model.hasSteps {
      found.append((.changeWithoutStep, ["update", "policy"]))
    }
    if model.retire != nil, model.lifecycle != .retired {
      found.append((.retireWithoutLifecycle, ["retire"]))
    }
    if let retired = model.retire, let id = model.modelID, retired != id {
      found.append((.otherModel, ["retire", "modelId"]))
    }
    if model.replaces != nil, model.modelID != nil {
      found.append((.replacesAdopted, ["replaces"]))
    }
    if case .amount(let stake) = model.stake.initial, let limit = model.limits.maxSpendPerEpoch,
      limit < stake, model.modelID == nil
    {
      found.append((.limitBelowStake, ["limits", "maxSpend"]))
    }
    return found
  }
}

extension ModelSpec {
  /// Whether both files tell their step by their names.
  fileprivate var hasSteps: Bool {
    if case .pattern = weights.source, case .pattern = embedding.source { true } else { false }
  }
}
