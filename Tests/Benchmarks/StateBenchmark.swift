import BCS
import Foundation
import SomaCrypto
import SomaTypes

/// Decoding of a large system state, beside one BLAKE2b-256 of the same bytes.
enum StateBenchmark {
  private static let dimension = 2048  // `target_embedding_dim` at genesis

  static func decode(modelCount: Int) throws {
    let bytes = try state(modelCount: modelCount).bcsBytes
    let clock = ContinuousClock()
    var decoded = 0
    let decoding = try clock.measure {
      decoded = try SystemState(bcsBytes: bytes).modelRegistry.models.count
    }
    guard decoded == modelCount else { throw POSIXError(.EIO) }
    var digest = Bytes32.zero
    let hashing = clock.measure { digest = Blake2b256.hash(bytes) }
    print(decoding / .milliseconds(1), hashing / .milliseconds(1), bytes.count)
    guard digest != .zero else { throw POSIXError(.EIO) }
  }

  /// The golden state with its models replaced by many active ones, each with its own embedding.
  static func state(modelCount: Int) throws -> SystemState {
    struct Vectors: Decodable {
      struct Row: Decodable { let bcs: String }
      let states: [Row]
    }
    let file = URL(filePath: "Tests/SomaTypesTests/Vectors/state_vectors.json")
    let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
    let states = try vectors.states.map { try SystemState(bcsBytes: Hex.decode($0.bcs)) }
    guard
      var state = states.first(where: { !$0.modelRegistry.models.isEmpty }),
      let template = state.modelRegistry.models.values.first(where: { $0.revealed != nil }),
      var revealed = template.revealed
    else { throw POSIXError(.ENOENT) }
    var models: [ModelID: Model] = [:]
    for index in 0..<modelCount {
      let seed = Blake2b256.hash(Array("\(index)".utf8))
      let word = seed.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
      revealed.embedding = SomaTensor(
        vectorBits: (0..<UInt32(dimension)).map { word &* ($0 &+ 1) & 0x3f7f_ffff })
      var model = template
      model.state = .active(revealed, pendingUpdate: nil)
      models[ModelID(seed)] = model
    }
    state.modelRegistry.models = models
    return state
  }
}
