import Diagnostics
public import SomaTypes
import YAMLTree

/// A model, and where its fields are written.
struct PlacedModel {
  var spec: ModelSpec
  var places: RecordPlaces

  init(spec: ModelSpec, envelope: Envelope) {
    self.spec = spec
    places = RecordPlaces(
      mapping: envelope.spec.mapping ?? YAMLMapping(entries: []), place: envelope.place)
  }
}

/// What the models of a set must agree on.
struct ManifestSetCheck {
  private(set) var problems: [ManifestProblem] = []

  /// Checks models, in the order of their documents.
  init(models: [PlacedModel]) {
    requireDistinctIDs(models)
    requireHonestMoves(models)
    for model in models where model.isOutOfReach {
      add(.unusableURL(.loopback), in: "host", of: model)
    }
  }

  private mutating func requireDistinctIDs(_ models: [PlacedModel]) {
    var places: [ModelID: Place] = [:]
    for model in models {
      for (field, id) in [("modelId", model.spec.modelID), ("replaces", model.spec.replaces)] {
        guard let id else { continue }
        if let first = places[id] {
          add(.duplicateModelID(first: first), in: field, of: model)
        } else {
          places[id] = model.places.place(of: field)
        }
      }
    }
  }

  private mutating func requireHonestMoves(_ models: [PlacedModel]) {
    let names = Set(models.map(\.spec.name))
    var moved: Set<ResourceName> = []
    for model in models {
      guard let old = model.spec.movedFrom else { continue }
      if old == model.spec.name {
        add(.contradiction(.movedFromItself), in: "movedFrom", of: model)
      } else if names.contains(old) {
        add(.contradiction(.movedFromDeclared(old)), in: "movedFrom", of: model)
      } else if !moved.insert(old).inserted {
        add(.contradiction(.movedTwice(old)), in: "movedFrom", of: model)
      }
    }
  }

  private mutating func add(
    _ reason: ManifestProblem.Reason, in field: String, of model: PlacedModel
  ) {
    problems.append(
      ManifestProblem(reason, field: "spec.\(field)", at: model.places.place(of: field)))
  }
}

extension PlacedModel {
  /// Whether validators of a public network would have to fetch from this machine.
  fileprivate var isOutOfReach: Bool {
    spec.network.preset != .localnet && !spec.network.rpc.allSatisfy(\.isLoopback)
      && spec.host.publicBaseURL?.isLoopback == true
  }
}

extension HostSpec {
  /// Under which URL objects appear, when it is declared.
  public var publicBaseURL: CanonicalURL? {
    switch kind {
    case .s3(let spec): spec.publicBaseURL
    case .httpPut(let spec): spec.publicBaseURL
    case .directory(_, let url), .command(_, let url): url
    }
  }
}

extension CanonicalURL {
  /// Whether the host is this machine (RFC 6761 6.3, RFC 5735 4, RFC 4291 2.5.3).
  fileprivate var isLoopback: Bool {
    guard let host else { return false }
    return host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.")
      || host == "[::1]" || host == "0.0.0.0"
  }
}
