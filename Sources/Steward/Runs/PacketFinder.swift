import Custody
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

/// Finds the packet of commitments in whichever place has it, opens it, and proves that it is theirs.
struct PacketFinder {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// The packet that proves commitments, with the keyring that opened it.
  ///
  /// - Throws: ``StepError/packetMissing(_:)``, ``StepError/otherCommitments(_:)``; `KeyringError`,
  ///   `PacketError`, what reading secrets and fetching throw.
  func open(
    _ promised: ModelCommitments, for spec: ModelSpec
  ) async throws -> (packet: Packet, secrets: RunSecrets.Unlocked) {
    guard let object = ObjectName(in: promised.manifest.url) else {
      throw StepError.packetMissing(promised.manifest.url.text)
    }
    let name = PacketName(object: object, embedding: promised.embeddingCommitment)
    let secrets = try context.secrets.keyring(spec.keyring)
    var problem: any Error = StepError.packetMissing(name.description)
    var places: [any PacketPlace] = [context.packets]
    if let hosted = try? context.hostedPackets(spec.host) { places.append(hosted) }
    for place in places {
      do {
        guard let bytes = try await place.fetch(name) else { continue }
        let packet = try SealedPacket(parsing: bytes).open(with: secrets.keyring)
        guard packet.header.commitments(at: promised.manifest.url) == promised else {
          throw StepError.otherCommitments(name.description)
        }
        return (packet, secrets)
      } catch let error as CancellationError { throw error } catch { problem = error }
    }
    throw problem
  }
}
