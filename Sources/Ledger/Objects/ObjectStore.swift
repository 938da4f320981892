public import SomaTypes

/// All live objects, and as many of their earlier versions as reads need.
///
/// A superseded version is kept for the rest of its epoch and the whole of the next one. Of the
/// system state, which every model transaction writes anew and whole, only the last
/// ``keptSystemStates`` are.
public struct ObjectStore: Equatable, Sendable {
  /// How many earlier versions of the system state can be read.
  public static let keptSystemStates = 64

  private struct Key: Hashable {
    let id: ObjectID
    let version: ObjectVersion
  }

  private var live: [ObjectID: SomaObject] = [:]
  private var earlier: [Key: SomaObject] = [:]
  /// In which epoch versions were superseded, oldest first.
  private var supersededByEpoch: [Epoch: [Key]] = [:]
  private var earlierSystemStates: [ObjectVersion] = []

  /// Creates a store without earlier versions.
  init(_ objects: [SomaObject]) {
    live = Dictionary(objects.map { ($0.id, $0) }) { _, last in last }
  }

  /// The live version; `nil` when the object never existed or was deleted.
  public subscript(id: ObjectID) -> SomaObject? { live[id] }

  /// One version, be it live or earlier; `nil` also when it is no longer kept.
  public subscript(id: ObjectID, version: ObjectVersion) -> SomaObject? {
    guard let object = live[id], object.version == version else {
      return earlier[Key(id: id, version: version)]
    }
    return object
  }

  /// Every live object, in no order.
  public var all: some Sequence<SomaObject> { live.values }

  /// How many live objects there are.
  public var count: Int { live.count }

  /// Takes over what a transaction wrote and deleted.
  mutating func apply(
    written: some Sequence<SomaObject>, deleted: some Sequence<ObjectID>, in epoch: Epoch
  ) {
    for object in written { replace(object.id, by: object, in: epoch) }
    for id in deleted { replace(id, by: nil, in: epoch) }
  }

  private mutating func replace(_ id: ObjectID, by object: SomaObject?, in epoch: Epoch) {
    guard let superseded = live.updateValue(object, forKey: id) else { return }
    let key = Key(id: id, version: superseded.version)
    earlier[key] = superseded
    guard id == .systemState else { return supersededByEpoch[epoch, default: []].append(key) }
    earlierSystemStates.append(superseded.version)
    if earlierSystemStates.count > Self.keptSystemStates {
      earlier[Key(id: id, version: earlierSystemStates.removeFirst())] = nil
    }
  }

  /// Forgets what was superseded before the epoch that precedes `epoch`.
  mutating func forgetVersions(supersededBeforeThatOf epoch: Epoch) {
    for (old, keys) in supersededByEpoch where old.next.map({ $0 < epoch }) ?? false {
      for key in keys { earlier[key] = nil }
      supersededByEpoch[old] = nil
    }
  }
}

extension Dictionary {
  /// Sets or removes, and returns what was there.
  fileprivate mutating func updateValue(_ value: Value?, forKey key: Key) -> Value? {
    guard let value else { return removeValue(forKey: key) }
    return updateValue(value, forKey: key)
  }
}
