public import BCS
public import Ledger
import SomaTypes

// How a data directory keeps what its chain began with. The layout is this program's own; the chain
// has none.

extension GenesisConfig: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let totalSupply: Amount = try reader.read()
    let emissionPerEpoch: Amount = try reader.read()
    let protocolVersion: UInt64 = try reader.readInteger()
    let parameters: SystemParameters? = try reader.readOption()
    let start: UInt64 = try reader.readInteger()
    self.init(
      startTimestampMs: start, salt: try reader.readByteString(),
      accounts: try reader.readSequence(), validators: try reader.readSequence(),
      models: try reader.readSequence())
    self.totalSupply = totalSupply
    self.emissionPerEpoch = emissionPerEpoch
    self.protocolVersion = protocolVersion
    self.parameters = parameters
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(totalSupply)
    writer.write(emissionPerEpoch)
    writer.write(protocolVersion)
    writer.writeOption(parameters)
    writer.write(startTimestampMs)
    writer.writeByteString(salt)
    writer.writeSequence(accounts)
    writer.writeSequence(validators)
    writer.writeSequence(models)
  }
}

extension GenesisConfig.Account: BCSCodable {
  /// Reads the address and the balances.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(address: try reader.read(), balances: try reader.readSequence())
  }

  /// Writes the address and the balances.
  public func encode(to writer: inout BCSWriter) {
    writer.write(address)
    writer.writeSequence(balances)
  }
}

extension GenesisConfig.Validator: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(
      stake: try reader.read(), gas: try reader.read(), commissionRate: try reader.read())
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(stake)
    writer.write(gas)
    writer.write(commissionRate)
  }
}

extension GenesisModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(
      owner: try reader.read(), manifest: try reader.read(), weightsCommitment: try reader.read(),
      decryptionKey: try reader.read(), commissionRate: try reader.read(),
      stake: try reader.read())
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(owner)
    writer.write(manifest)
    writer.write(weightsCommitment)
    writer.write(decryptionKey)
    writer.write(commissionRate)
    writer.write(stake)
  }
}
