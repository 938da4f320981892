import GRDB
import Glibc
import SomaCrypto

extension StateDatabase {
  /// Compares the packets in the state's directory with those on record.
  ///
  /// One is not missed when every attempt with it was superseded or lost: nothing needs it any more.
  ///
  /// - Returns: How many are as recorded, and what is wrong with the others, by their names.
  /// - Throws: ``StateError``.
  public func packetFaults() async throws(StateError) -> (good: Int, faults: [StateFault]) {
    let shelf = PacketShelf(of: try StateDirectory(directory))
    var good = 0
    var faults: [StateFault] = []
    for packet in try await packetsOnRecord() {
      do throws(StateError) {
        if let bytes = try shelf.read(packet.name) {
          if Blake2b256.hash(bytes) == packet.digest {
            good += 1
          } else {
            faults.append(.packetAltered(packet.name))
          }
        } else if packet.isNeeded {
          faults.append(.packetMissing(packet.name, copies: packet.copies))
        }
      } catch {
        guard case .system(_, _, let code) = error else { throw error }
        faults.append(.packetUnreadable(packet.name, errno: code))
      }
    }
    return (good, faults)
  }

  private struct OnRecord {
    var name: String
    var digest: Bytes32
    var isNeeded: Bool
    /// In other failure domains than this machine.
    var copies: Int
  }

  private func packetsOnRecord() async throws(StateError) -> [OnRecord] {
    try await read { state in
      try state.rows(
        """
        SELECT name, digest,
          NOT EXISTS (SELECT 1 FROM attempts WHERE packet = name)
            OR EXISTS (SELECT 1 FROM attempts
              WHERE packet = name AND state NOT IN ('superseded', 'lost')) AS is_needed,
          (SELECT count(DISTINCT failure_domain) FROM packet_places
            WHERE packet = name AND place GLOB '*://*') AS copies
        FROM packets ORDER BY name
        """
      ) {
        OnRecord(
          name: try $0.text("name"), digest: try $0.bytes32("digest"),
          isNeeded: try $0.integer("is_needed") == 1, copies: Int(try $0.integer("copies")))
      }
    }
  }
}
