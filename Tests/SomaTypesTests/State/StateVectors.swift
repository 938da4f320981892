import Foundation
import SomaCrypto

/// The golden vectors of effects, checkpoints, system state and targets.
struct StateVectors: Decodable, Sendable {
  /// One value in BCS.
  struct Vector: Decodable, Sendable {
    /// What it shows; for failures and errors the chain's name.
    var name: String
    /// Hex.
    var bcs: String
    /// Hex.
    var digest: String?
    /// The texts of a `SomaError`.
    var texts: [String]?

    /// The bytes.
    var bytes: [UInt8] { get throws { try Hex.decode(bcs) } }
  }

  var successes: [Vector]
  var failures: [Vector]
  var somaErrors: [Vector]
  var summaries: [Vector]
  var contents: [Vector]
  var states: [Vector]
  var targets: [Vector]

  private static let loaded = Result {
    let file = Bundle.module.bundleURL.appending(path: "Vectors/state_vectors.json")
    return try JSONDecoder().decode(StateVectors.self, from: Data(contentsOf: file))
  }

  /// The vectors, read once.
  static var all: StateVectors { get throws { try loaded.get() } }
}
