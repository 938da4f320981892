import BCS
import Ledger
import SomaCrypto
import SomaTypes

/// What the file `genesis` says after its first line: a check of the rest, then the rest in BCS. That is
/// the configuration, the digest of checkpoint 0, whether slashed stake is paid out as shipped, and how
/// time passes.
///
/// The check is the beginning of BLAKE2b-256: what is no part of the chain has no other digest.
struct KeptGenesis: BCSCodable {
  /// The first line; its number changes with the layout.
  static let format: [UInt8] = Array("soma-genesis-3\n".utf8)
  /// What the first line of every layout begins with.
  static let family: [UInt8] = Array("soma-genesis-".utf8)
  private static let checkByteCount = 16

  let config: GenesisConfig
  let chainID: CheckpointDigest
  let options: LedgerOptions
  let timeRules: TimeRules

  init(
    config: GenesisConfig, options: LedgerOptions, timeRules: TimeRules
  ) throws(GenesisError) {
    self.config = config
    self.options = options
    self.timeRules = timeRules
    chainID = Ledger(genesis: try Genesis(config), options: options).chainID
  }

  /// Reads a file.
  ///
  /// - Throws: ``ChainStorageError/unknownFormat(path:)``, ``ChainStorageError/damaged(path:offset:)``.
  init(_ bytes: [UInt8], path: String) throws(ChainStorageError) {
    guard bytes.starts(with: Self.format) else { throw .unknownFormat(path: path) }
    let rest = Array(bytes.dropFirst(Self.format.count + Self.checkByteCount))
    guard (Self.format + Self.check(of: rest)).elementsEqual(bytes.dropLast(rest.count)),
      let kept = try? KeptGenesis(bcsBytes: rest)
    else { throw .damaged(path: path, offset: Self.format.count) }
    self = kept
  }

  /// The whole file.
  var fileBytes: [UInt8] {
    let rest = bcsBytes
    return Self.format + Self.check(of: rest) + rest
  }

  private static func check(of bytes: [UInt8]) -> [UInt8] {
    Array(Blake2b256.hash(bytes).bytes.prefix(checkByteCount))
  }

  init(from reader: inout BCSReader) throws(BCSError) {
    config = try reader.read()
    chainID = try reader.read()
    options = LedgerOptions(slashedStake: try reader.readBool() ? .asShipped : .asIntended)
    timeRules = try reader.read()
  }

  func encode(to writer: inout BCSWriter) {
    writer.write(config)
    writer.write(chainID)
    writer.write(options.slashedStake == .asShipped)
    writer.write(timeRules)
  }
}
