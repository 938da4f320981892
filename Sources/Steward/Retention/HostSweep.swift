public import Hosting
public import Lifecycle
public import SomaTypes
public import StateStore

/// Finds and deletes objects of ours that nobody needs (promise P6).
public struct HostSweep: Sendable {
  /// An object, and what may happen to it.
  public struct Ruling: Equatable, Sendable {
    /// What the host says of it.
    public var object: StoredObject
    /// What may happen to it.
    public var verdict: ObjectRetention.Verdict
  }

  /// What the chain says, read after the objects were listed: what was committed meanwhile counts.
  public struct ChainView: Equatable, Sendable {
    /// Which chain.
    public var chain: CheckpointDigest
    /// The epoch that runs.
    public var epoch: Epoch
    /// What all models name.
    public var published: PublishedNames

    /// Joins them.
    public init(chain: CheckpointDigest, epoch: Epoch, published: PublishedNames) {
      self.chain = chain
      self.epoch = epoch
      self.published = published
    }
  }

  private let host: any PublicHost
  private let state: StateDatabase

  /// Looks after a host.
  public init(_ host: any PublicHost, state: StateDatabase) {
    self.host = host
    self.state = state
  }

  /// Judges objects, and changes nothing.
  ///
  /// - Returns: One ruling for each, in the same order.
  /// - Throws: ``HostSweepError/otherChain(noted:current:)``; `StateError`; `PublicURLError`.
  public func judge(_ objects: [StoredObject], by view: ChainView) async throws -> [Ruling] {
    var since: [String: Epoch] = [:]
    var places: Set<String> = []
    for object in objects { places.insert(try await place(of: object.name)) }
    for place in places.sorted() {
      for noted in try await state.unneededObjects(on: place) {
        guard noted.chain == view.chain else {
          throw HostSweepError.otherChain(noted: noted.chain, current: view.chain)
        }
        since[noted.object] = noted.since
      }
    }
    let retention = ObjectRetention(
      published: view.published, needs: try await needs(of: objects), unneededSince: since,
      epoch: view.epoch)
    return objects.map { object in
      Ruling(
        object: object,
        verdict: retention.verdict(on: object.name.text, of: object.name.weights.text))
    }
  }

  /// Notes since when objects have been needed by nobody, and forgets those that are needed again.
  ///
  /// - Throws: `StateError`; `PublicURLError`.
  public func note(_ rulings: [Ruling], by view: ChainView, at moment: StateStore.Moment)
    async throws
  {
    for ruling in rulings {
      let (name, place) = (ruling.object.name, try await place(of: ruling.object.name))
      switch ruling.verdict {
      case .keep: try await state.forgetUnneeded([name.text], on: place)
      case .wait:
        try await state.recordUnneeded(
          [UnneededObject(host: place, object: name.text, chain: view.chain, since: view.epoch)],
          at: moment)
      case .delete: break
      }
    }
  }

  /// Deletes an object that may go.
  ///
  /// - Throws: ``HostSweepError/needed(_:)`` for any other verdict; what the host throws; `StateError`.
  public func delete(_ ruling: Ruling) async throws {
    guard ruling.verdict == .delete else { throw HostSweepError.needed(ruling.object.name) }
    let place = try await place(of: ruling.object.name)
    try await host.delete(ruling.object.name)
    try await state.forgetUnneeded([ruling.object.name.text], on: place)
  }

  /// Where an object lies, as everyone sees it: two buckets of one name at two services differ.
  private func place(of name: ObjectName) async throws -> String {
    let url = try await host.publicURL(of: name).text
    return url.ranges(of: name.text).last.map { String(url[..<$0.lowerBound]) } ?? url
  }

  /// What keeps objects here, whatever the chain says.
  private func needs(
    of objects: [StoredObject]
  ) async throws -> [String: ObjectRetention.Need] {
    var secretReleases: Set<String> = []
    let releases = try await state.releases()
    for release in releases {
      if case .rejected = release.state { continue }
      // Once its key is public it was live; then only the chain can need it.
      if try await state.key(release.keyHash)?.publicSince == nil {
        secretReleases.insert(release.id.description)
      }
    }
    // Weights that were live once can be committed to again.
    var attempted: Set<String> = []
    for model in Set(releases.map(\.keyName)) {
      for attempt in try await state.attempts(of: model) where attempt.state.hasNotEnded {
        attempted.insert(attempt.release.description)
      }
    }
    let uploads = try await state.openUploads().map(\.plan.object)
    var needs: [String: ObjectRetention.Need] = [:]
    for name in objects.map(\.name) {
      let release = String(name.weights.text.suffix(32))
      if uploads.contains(where: { $0 == name.text || $0.hasSuffix("/" + name.text) }) {
        needs[name.text] = .upload
      } else if attempted.contains(release) {
        needs[name.text] = .attempt
      } else if secretReleases.contains(release) {
        needs[name.text] = .release
      } else if name.isPacket, try await isNeededPacket(name) {
        needs[name.text] = .packet
      }
    }
    return needs
  }

  private func isNeededPacket(_ name: ObjectName) async throws -> Bool {
    guard let packet = try await state.packet(name.text) else { return false }
    guard let release = try await state.release(packet.release) else { return true }
    return try await state.key(release.keyHash)?.publicSince == nil
  }
}

extension AttemptRecord.State {
  /// Whether it may still go on, or is what validators use.
  fileprivate var hasNotEnded: Bool {
    switch self {
    case .superseded, .lapsed, .lost: false
    case .packed, .drilled, .creating, .created, .committing, .committed, .revealing, .live: true
    }
  }
}
