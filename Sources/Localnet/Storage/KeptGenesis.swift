import BCS
import Ledger
import SomaTypes

/// What the file `genesis` says after its first line. BCS: the configuration, the digest of checkpoint 0,
/// whether slashed stake is paid out as shipped.
struct KeptGenesis: BCSCodable {
  /// The first line; its number changes with the layout.
  static let format: [UInt8] = Array("soma-genesis-2\n".utf8)
  /// What the first line of every layout begins with.
  static let family: [UInt8] = Array("soma-genesis-".utf8)

  let config: GenesisConfig
  let chainID: CheckpointDigest
  let options: LedgerOptions

  init(config: GenesisConfig, options: LedgerOptions) throws(GenesisError) {
    self.config = config
    self.options = options
    chainID = Ledger(genesis: try Genesis(config), options: options).chainID
  }

  init(from reader: inout BCSReader) throws(BCSError) {
    config = try reader.read()
    chainID = try reader.read()
    options = LedgerOptions(slashedStake: try reader.readBool() ? .asShipped : .asIntended)
  }

  func encode(to writer: inout BCSWriter) {
    writer.write(config)
    writer.write(chainID)
    writer.write(options.slashedStake == .asShipped)
  }
}
