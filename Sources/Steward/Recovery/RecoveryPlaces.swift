import Custody
import Manifest
import SomaTypes
import Weights

/// Where packets and embeddings may still be: what was brought, mirrors, the state, hosts, and the declared
/// files. Nothing of it is believed before it is proven.
struct RecoveryPlaces {
  /// What was found.
  struct Material {
    var found: [RecoveryMaterial]
    var unusable: [UnusableMaterial] = []
    var silentHosts: Set<ResourceName> = []
  }

  private let context: RunContext
  private let request: OwnerRecovery.Request
  private let specs: [ModelSpec]

  init(_ context: RunContext, _ request: OwnerRecovery.Request, _ specs: [ModelSpec]) {
    self.context = context
    self.request = request
    self.specs = specs
  }

  /// Asks all places.
  ///
  /// - Throws: `CancellationError`. A place that fails hides no other.
  func material(for recovery: Recovery) async throws -> Material {
    var material = Material(found: request.material + embeddings())
    let names = Self.names(of: recovery)
    let kept = context.packets
    _ = try await fetch(names, from: "\(kept.domain)", into: &material, with: kept.fetch)
    for mirror in request.mirrors {
      _ = try await fetch(names, from: mirror.path, into: &material, with: mirror.fetch)
    }
    var hosts: [HostSpec] = []
    for spec in specs where !hosts.contains(spec.host) { hosts.append(spec.host) }
    for host in hosts {
      do {
        let place = try context.hostedPackets(host)
        if try await !fetch(names, from: "\(place.domain)", into: &material, with: place.fetch) {
          material.silentHosts.insert(host.name)
        }
      } catch let error as CancellationError { throw error } catch {
        material.silentHosts.insert(host.name)
        material.unusable.append(UnusableMaterial(source: "host:\(host.name)", reason: error))
      }
    }
    return material
  }

  /// Packets of what is live say which model it is, and from which weights: they are wanted too.
  private static func names(of recovery: Recovery) -> [PacketName] {
    recovery.commitments.compactMap { commitment in
      guard commitment.standing != .inactive, let object = commitment.object else { return nil }
      return PacketName(object: object, embedding: commitment.commitments.embeddingCommitment)
    }
  }

  /// - Returns: Whether the place answered. One that does not is asked no further.
  private func fetch(
    _ names: [PacketName], from source: String, into material: inout Material,
    with read: (PacketName) async throws -> [UInt8]?
  ) async throws -> Bool {
    for name in names {
      do {
        guard let bytes = try await read(name) else { continue }
        material.found.append(.packet(bytes, source: source))
      } catch let error as CancellationError { throw error } catch {
        material.unusable.append(UnusableMaterial(source: source, reason: error))
        return false
      }
    }
    return true
  }

  /// The declared files, where they are there: on a blank machine they may well not be.
  private func embeddings() -> [RecoveryMaterial] {
    specs.compactMap { spec in
      guard let path = try? ModelFiles.pair(of: spec).embedding,
        let file = try? EmbeddingFile(path: path, dimension: nil)
      else { return nil }
      return .embedding(file.tensor, source: path)
    }
  }
}
