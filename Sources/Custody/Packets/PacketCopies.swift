/// Puts a packet in several places, and counts only what they give back.
public struct PacketCopies: Sendable {
  /// The places, in any order.
  public let places: [any PacketPlace]
  /// How many failure domains must hold the packet.
  public let needed: Int

  /// Joins places.
  ///
  /// - Parameters:
  ///   - places: Where packets go.
  ///   - needed: `reveal.packetCopies` of the manifest; at least 1.
  public init(places: [any PacketPlace], needed: Int) {
    self.places = places
    self.needed = max(needed, 1)
  }

  /// Puts, fetches again, opens and compares, in each place.
  ///
  /// - Returns: The failure domains that hold the packet, sorted, each once.
  /// - Throws: ``PacketError/conflict(_:domain:)`` for a whole packet that is another under the name,
  ///   wherever; after every place was tried ``PacketError/tooFewCopies(confirmed:needed:)``;
  ///   `CancellationError`. What a place throws, and what it damaged, counts as no copy.
  public func confirm(
    _ packet: SealedPacket, with keyring: borrowing Keyring
  ) async throws -> [FailureDomain] {
    var confirmed: Set<FailureDomain> = []
    for place in places where try await holds(packet, place, keyring) {
      confirmed.insert(place.domain)
    }
    guard confirmed.count >= needed else {
      throw PacketError.tooFewCopies(confirmed: confirmed.sorted(), needed: needed)
    }
    return confirmed.sorted()
  }

  private func holds(
    _ packet: SealedPacket, _ place: any PacketPlace, _ keyring: borrowing Keyring
  ) async throws -> Bool {
    let name = packet.header.name
    do {
      _ = try await place.put(packet.bytes, named: name)
      guard let bytes = try await place.fetch(name) else { return false }
      let found = try SealedPacket(parsing: bytes)
      guard found == packet else { throw PacketError.conflict(name, domain: place.domain) }
      // That the bytes open shows that they can be used, and not only kept.
      _ = try found.open(with: keyring)
      return true
    } catch let error as CancellationError {
      throw error
    } catch PacketError.conflict(let name, let domain) {
      throw PacketError.conflict(name, domain: domain)
    } catch {
      return false  // unreachable or full: the number of copies says whether that matters
    }
  }
}
