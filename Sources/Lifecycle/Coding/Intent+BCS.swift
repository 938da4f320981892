public import BCS
import Manifest
import SomaTypes

extension Intent: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(
      digest: try reader.read(), purpose: try reader.read(), model: try reader.readOption(),
      wallet: try reader.read(), coins: try reader.readSequence(),
      generation: try reader.readInteger(), machine: try reader.read())
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(digest)
    writer.write(purpose)
    writer.writeOption(model)
    writer.write(wallet)
    writer.writeSequence(coins)
    writer.write(generation)
    writer.write(machine)
  }
}

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension Intent.Purpose: BCSCodable {
  /// Reads a purpose.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "Intent.Purpose", count: 8) {
      case 0: .create(try reader.read(), stake: try reader.read(), commission: try reader.read())
      case 1: .commit(try reader.read(), try reader.read())
      case 2: .reveal(try reader.read(), try reader.read(), commitEpoch: try reader.read())
      case 3: .commission(try reader.read(), try reader.read())
      case 4: .stake(try reader.read(), try reader.read())
      case 5: .retire(try reader.read())
      case 6: .reserve
      default: .claim(try reader.read())
      }
  }

  /// Writes the purpose.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .create(let id, let stake, let commission):
      writer.writeVariant(0)
      writer.write(id)
      writer.write(stake)
      writer.write(commission)
    case .commit(let id, let commitments):
      writer.writeVariant(1)
      writer.write(id)
      writer.write(commitments)
    case .reveal(let id, let commitments, let commitEpoch):
      writer.writeVariant(2)
      writer.write(id)
      writer.write(commitments)
      writer.write(commitEpoch)
    case .commission(let id, let rate):
      writer.writeVariant(3)
      writer.write(id)
      writer.write(rate)
    case .stake(let id, let amount):
      writer.writeVariant(4)
      writer.write(id)
      writer.write(amount)
    case .retire(let id):
      writer.writeVariant(5)
      writer.write(id)
    case .reserve: writer.writeVariant(6)
    case .claim(let id):
      writer.writeVariant(7)
      writer.write(id)
    }
  }
}
