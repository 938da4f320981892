public import Diagnostics
public import SomaTypes

/// Why a drill failed, beside what keyrings and packets have to say. Nothing may be signed then.
public enum DrillError: Error, Equatable, Sendable {
  /// A field of the commitments.
  public enum Field: String, Hashable, Sendable {
    /// The checksum of the manifest.
    case checksum
    /// The size of the manifest.
    case size
    /// The weights commitment.
    case weights
    /// The embedding commitment.
    case embedding
    /// The key commitment.
    case key
  }

  /// The URL names another release.
  case otherObject(expected: ObjectName, found: ObjectName)
  /// The URL names no release, and the packet does not hold the key.
  case unnamed(ObjectName)
  /// The packet is of another chain or owner.
  case foreign(PacketName)
  /// The commitments that are about to be signed are not those of the packet.
  case differs([Field])
  /// Commitments that live under the master could not be proven.
  case unproven([ModelID])
}

extension DrillError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .otherObject(let expected, let found):
      diagnostic(
        "otherObject", "The URL names release \(found); \(expected) is to be committed.",
        "Check the public URL of the host in the manifest.")
    case .unnamed(let object):
      diagnostic(
        "unnamed",
        "The last part of the URL does not begin with \(object), and the packet has no key: words and"
          + " chain could not bring the key back.",
        "Let the host serve objects under their own names.")
    case .foreign(let name):
      diagnostic(
        "foreign", "\(name) is of another chain or another owner.",
        "Check network and wallet in the manifest.")
    case .differs(let fields):
      diagnostic(
        "differs",
        "From the packet come other values than are about to be signed: "
          + fields.map(\.rawValue).joined(separator: ", ") + ".",
        "Run again, so that weights and embedding are read anew. Nothing was signed.")
    case .unproven(let models):
      diagnostic(
        "unproven",
        "Key or embedding could not be proven of "
          + models.map(\.description).joined(separator: ", ")
          + ".",
        "Make the host reachable, or name the packets with --packet and the embeddings with"
          + " --embedding.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "drill.\(name)", summary: "The drill failed", detail: detail, remedies: [remedy])
  }
}
