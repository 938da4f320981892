public import Diagnostics
public import SomaTypes

/// Why a packet cannot be relied on. Nothing of a key or an embedding is in any case.
public enum PacketError: Error, Equatable, Sendable {
  /// How it shows that the bytes are not what was written.
  public enum Damage: Equatable, Sendable {
    /// The checksum at the end is not that of the bytes.
    case checksum
    /// The checksum is right and the seal is not: somebody changed the packet.
    case seal
    /// The content cannot be: Steward did not write it.
    case malformed
  }

  /// The bytes are something else.
  case notAPacket
  /// It was written by a later version.
  case unknownVersion(UInt8)
  /// It is longer than any packet, in bytes.
  case tooLong(limit: Int)
  /// The bytes are not those that were written.
  case damaged(Damage)
  /// The packet is whole, but of another attempt than the one that is needed.
  case otherAttempt(expected: PacketName, found: PacketName)
  /// The key is not the one that was promised.
  case keyMismatch(expected: DecryptionKeyCommitment, found: DecryptionKeyCommitment)
  /// The embedding is not the one that was promised.
  case embeddingMismatch(expected: EmbeddingCommitment, found: EmbeddingCommitment)
  /// A place has no packet of this name.
  case missing(PacketName, domain: FailureDomain)
  /// A place has another packet under the name, which is not replaced.
  case conflict(PacketName, domain: FailureDomain)
  /// Fewer places than needed hold the packet and gave it back.
  case tooFewCopies(confirmed: [FailureDomain], needed: Int)
}

extension PacketError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .notAPacket:
      diagnostic(
        "notAPacket", "This is not a packet", "The bytes do not begin as a packet does.",
        "Check which file or URL was named.")
    case .unknownVersion(let version):
      diagnostic(
        "unknownVersion", "The packet is of a later version", "It has version \(version).",
        "Use the version of Steward that wrote it, or a later one.")
    case .tooLong(let limit):
      diagnostic(
        "tooLong", "This is not a packet", "No packet is longer than \(limit) bytes.",
        "Check which file or URL was named.")
    case .damaged(let damage):
      diagnostic(
        "damaged", "The packet is damaged", damage.fact,
        "Take a copy from another place. Any one of these is enough: the packet in the state"
          + " directory, the one beside the object, or the file of the embedding:\n"
          + "    steward recover --embedding FILE")
    case .otherAttempt(let expected, let found):
      diagnostic(
        "otherAttempt", "This is the packet of another attempt",
        "\(expected) is needed; this is \(found).", "Look for the file of that name.")
    case .keyMismatch(let expected, let found):
      diagnostic(
        "keyMismatch", "The key is not the one that was promised",
        "The commitment of the key is \(found); \(expected) was promised.",
        "The key may have been imported: then only its packet has it. Otherwise look for the"
          + " right master:\n    steward keys list")
    case .embeddingMismatch(let expected, let found):
      diagnostic(
        "embeddingMismatch", "The embedding is not the one that was promised",
        "The commitment of the embedding is \(found); \(expected) was promised.",
        "Look for the file that was committed: every bit of every number counts.")
    case .missing(let name, let domain):
      diagnostic(
        "missing", "A packet is not where it should be", "\(domain) has no \(name).",
        "Run again, so that it is written again, or take the copy from another place.")
    case .conflict(let name, let domain):
      diagnostic(
        "conflict", "Another packet has the name",
        "\(domain) has a \(name) that is not this one. A packet is never replaced.",
        "Look at what is there; move it away only if it is damaged.")
    case .tooFewCopies(let confirmed, let needed):
      diagnostic(
        "tooFewCopies", "The packet is not in enough places",
        "\(needed) are needed that do not fail together; confirmed: "
          + (confirmed.isEmpty
            ? "none" : confirmed.map(\.description).joined(separator: ", ")) + ".",
        "Make the other places reachable and run again, or lower `reveal.packetCopies`.")
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "packet.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}

extension PacketError.Damage {
  fileprivate var fact: String {
    switch self {
    case .checksum: "Its bytes are not those that were written."
    case .seal: "Its checksum is right, but its seal is not: it was changed on purpose."
    case .malformed: "Its content cannot be: Steward did not write it."
    }
  }
}
