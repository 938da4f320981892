import BCS
import Custody
import SomaCrypto
import SomaTypes
import Synchronization
import YAMLTree

/// What libFuzzer calls with bytes. A target traps when a property does not hold; that the code
/// under test does not trap, hang or eat memory is a property of every target.
enum FuzzTarget: String, CaseIterable, Sendable {
  case bcs
  case transaction
  case base58
  case url
  case state
  case bech32
  case mnemonic
  case keystore
  case aliases
  case spelling
  case clientConfig
  case yaml
  case wireEpoch
  case wireExecuted
  case wireReply
  case wireRequest
  case safetensors
  case npy
  case embedding
  case manifest

  private static let selected = Mutex<FuzzTarget?>(nil)

  /// Chooses the target to run.
  static func select(_ name: String) -> Bool {
    guard let target = FuzzTarget(rawValue: name) else { return false }
    selected.withLock { $0 = target }
    return true
  }

  /// Runs the chosen target.
  static func run(_ bytes: [UInt8]) {
    switch selected.withLock({ $0 }) {
    case .bcs: bcs(bytes)
    case .transaction: transaction(bytes)
    case .base58: base58(bytes)
    case .url: url(bytes)
    case .state: state(bytes)
    case .bech32: SecretFuzzing.bech32(bytes)
    case .mnemonic: SecretFuzzing.mnemonic(bytes)
    case .keystore: SecretFuzzing.keystore(bytes)
    case .aliases: _ = try? AliasFile(parsing: bytes, file: "fuzz")
    case .spelling: SecretFuzzing.spelling(bytes)
    case .clientConfig: _ = try? ClientConfig(yaml: bytes, file: "fuzz")
    case .yaml: _ = YAMLReader().survey(bytes, file: "fuzz")
    case .wireEpoch: WireFuzzing.epoch(bytes)
    case .wireExecuted: WireFuzzing.executed(bytes)
    case .wireReply: WireFuzzing.reply(bytes)
    case .wireRequest: WireFuzzing.request(bytes)
    case .safetensors: WeightsFuzzing.safetensors(bytes)
    case .npy: WeightsFuzzing.npy(bytes)
    case .embedding: WeightsFuzzing.embedding(bytes)
    case .manifest: ManifestFuzzing.manifest(bytes)
    case nil: break
    }
  }

  /// The first byte chooses a shape; whatever is read must write back to the same bytes.
  private static func bcs(_ input: [UInt8]) {
    guard let shape = input.first else { return }
    let bytes = Array(input.dropFirst())
    switch shape % 6 {
    case 0: check(bytes, SomaTensor.self)
    case 1: check(bytes, ContentManifest.self)
    case 2: check(bytes, SomaObject.self)
    case 3: check(bytes, MultisigSignature.self)
    case 4: check(bytes, StakedSoma.self)
    default: checkMap(bytes)
    }
  }

  private static func transaction(_ bytes: [UInt8]) {
    check(bytes, TransactionData.self)
    check(bytes, SignedTransaction.self)
  }

  /// The first byte chooses what a node may send.
  private static func state(_ input: [UInt8]) {
    guard let shape = input.first else { return }
    let bytes = Array(input.dropFirst())
    switch shape % 6 {
    case 0: check(bytes, TransactionEffects.self)
    case 1: check(bytes, CheckpointSummary.self)
    case 2: check(bytes, CheckpointContents.self)
    case 3: check(bytes, SystemState.self)
    case 4: check(bytes, Model.self)
    default: check(bytes, SomaTypes.Target.self)
    }
  }

  /// Reading refuses, or the value writes back to what was read.
  private static func check<Value: BCSCodable>(_ bytes: [UInt8], _ type: Value.Type) {
    guard let value = try? Value(bcsBytes: bytes) else { return }
    precondition(value.bcsBytes == bytes, "\(type) does not write back what it read")
  }

  private static func checkMap(_ bytes: [UInt8]) {
    var reader = BCSReader(bytes)
    let map = try? reader.readMap(
      key: { (reader) throws(BCSError) in try reader.readString() },
      value: { (reader) throws(BCSError) in
        try reader.readOption { (reader) throws(BCSError) in
          try reader.readSet { (reader) throws(BCSError) in try reader.readInteger(UInt16.self) }
        }
      })
    guard let map else { return }
    var writer = BCSWriter()
    writer.writeMap(map, key: { $0.write($1) }) { writer, value in
      writer.writeOption(value) { $0.writeSet($1) { $0.write($1) } }
    }
    precondition(writer.bytes == Array(bytes.prefix(writer.bytes.count)), "a map changed")
  }

  private static func base58(_ input: [UInt8]) {
    guard let count = input.first else { return }
    let bytes = Array(input.dropFirst())
    let text = String(decoding: bytes, as: UTF8.self)
    if let decoded = try? Base58.decode(text, count: Int(count)) {
      precondition(Base58.encode(decoded) == text, "Base58 does not write back what it read")
    }
    let short = bytes.prefix(300)
    let written = Base58.encode(short)
    precondition((try? Base58.decode(written, count: short.count)) == Array(short), "Base58 lost")
  }

  /// What is canonical stays as it is.
  private static func url(_ bytes: [UInt8]) {
    guard let url = try? CanonicalURL(String(decoding: bytes, as: UTF8.self)) else { return }
    precondition((try? CanonicalURL(url.text))?.text == url.text, "canonical form is not stable")
  }
}
