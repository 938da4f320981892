import GRDB
import SomaTypes

extension StateDatabase {
  /// Records a packet and its places. The same again changes nothing; new places are added.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when the name is on record with other content.
  public func recordPacket(
    _ packet: PacketRecord, at moment: Moment
  ) async throws(StateError) {
    try await write { state in
      if let old = try state.packet(packet.name) {
        var known = packet
        known.places = old.places
        guard known == old else {
          throw StateError.conflict(
            "the packet \(packet.name)", reason: "it is on record with other content")
        }
      } else {
        try state.run(
          """
          INSERT INTO packets (name, digest, release, embedding, recorded_at)
          VALUES (?, ?, ?, ?, ?)
          """, [packet.name, packet.digest, packet.release, packet.embedding, moment])
      }
      for place in packet.places { try state.record(place, of: packet.name) }
    }
  }

  /// Records that a copy was read back and opened.
  ///
  /// - Throws: ``StateError/unknown(_:)``.
  public func recordPlace(
    _ place: PacketRecord.Place, ofPacket name: String
  ) async throws(StateError) {
    try await write { state in
      guard try state.packet(name) != nil else { throw StateError.unknown("packet \(name)") }
      try state.record(place, of: name)
    }
  }

  /// Records that a copy is gone or unreadable.
  ///
  /// - Throws: ``StateError``.
  public func forgetPlace(
    at location: String, ofPacket name: String
  ) async throws(StateError) {
    try await write { state in
      _ = try state.run(
        "DELETE FROM packet_places WHERE packet = ? AND place = ?", [name, location])
    }
  }

  /// A packet; `nil` when it is not on record.
  ///
  /// - Throws: ``StateError``.
  public func packet(_ name: String) async throws(StateError) -> PacketRecord? {
    try await read { state in try state.packet(name) }
  }

  /// The packets of a release, by their names.
  ///
  /// - Throws: ``StateError``.
  public func packets(of release: ReleaseID) async throws(StateError) -> [PacketRecord] {
    try await read { state in
      try state.rows("SELECT * FROM packets WHERE release = ? ORDER BY name", [release]) {
        try PacketRecord(row: $0, in: state)
      }
    }
  }
}

extension StateTransaction {
  fileprivate func packet(_ name: String) throws -> PacketRecord? {
    try row("SELECT * FROM packets WHERE name = ?", [name])
      .map { try PacketRecord(row: $0, in: self) }
  }

  fileprivate func record(_ place: PacketRecord.Place, of name: String) throws {
    try run(
      """
      INSERT INTO packet_places (packet, place, failure_domain, verified_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (packet, place) DO UPDATE SET
        failure_domain = excluded.failure_domain,
        verified_at = max(verified_at, excluded.verified_at)
      """, [name, place.location, place.failureDomain, place.verifiedAt])
  }
}

extension PacketRecord {
  fileprivate init(row: Row, in state: StateTransaction) throws {
    let name = try row.text("name")
    self.init(
      name: name, digest: try row.bytes32("digest"), release: try row.shortID("release"),
      embedding: try row.digest("embedding"),
      places: try state.rows(
        "SELECT * FROM packet_places WHERE packet = ? ORDER BY place", [name]
      ) {
        Place(
          location: try $0.text("place"), failureDomain: try $0.text("failure_domain"),
          verifiedAt: try $0.moment("verified_at"))
      })
  }
}
