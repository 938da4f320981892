import Manifest
import SomaTypes

/// The models of a pass: those that are declared, under their names of now, and those that only the
/// journal has.
struct Members {
  struct Member {
    var spec: ModelSpec
    var record: ModelRecord?
    var isWanted: Bool
    /// The name in the journal, if the manifest moved the model.
    var formerName: ResourceName?
  }

  let isDeclared: Bool
  /// By name.
  private(set) var all: [Member] = []
  /// In the journal, but not declared.
  private(set) var orphans: [ResourceName] = []
  /// Declared models that claim the model of another.
  private(set) var contested: Set<ResourceName> = []

  init(_ desired: Desired, _ recorded: Recorded) {
    switch desired {
    case .accepted:
      isDeclared = false
      for record in recorded.models.values {
        all.append(Member(spec: record.spec, record: record, isWanted: true))
      }
    case .declared(let specs):
      isDeclared = true
      var names = Set(specs.map(\.name))
      for spec in specs {
        if let record = recorded.models[spec.name] {
          all.append(Member(spec: spec, record: record, isWanted: true))
        } else if let former = spec.movedFrom, !names.contains(former),
          let record = recorded.models[former]
        {
          names.insert(former)
          all.append(Member(spec: spec, record: record, isWanted: true, formerName: former))
        } else {
          all.append(Member(spec: spec, record: nil, isWanted: true))
        }
      }
      for (name, record) in recorded.models where !names.contains(name) {
        orphans.append(name)
        all.append(Member(spec: record.spec, record: record, isWanted: false))
      }
      orphans.sort()
    }
    all.sort { $0.spec.name < $1.spec.name }
    contested = Self.contested(all)
  }

  private static func contested(_ members: [Member]) -> Set<ResourceName> {
    var claims: [ModelID: [Member]] = [:]
    for member in members {
      for id in Set([member.spec.modelID, member.record?.modelID].compactMap(\.self)) {
        claims[id, default: []].append(member)
      }
    }
    var contested: Set<ResourceName> = []
    for (id, members) in claims where members.count > 1 {
      // Whoever has it in the journal keeps it, unless that name is gone: then it may be a rename.
      for member in members
      where member.record?.modelID != id
        && members.contains(where: {
          $0.record?.modelID == id && $0.isWanted
            || $0.record == nil && $0.spec.name != member.spec.name
        })
      {
        contested.insert(member.spec.name)
      }
    }
    return contested
  }
}
