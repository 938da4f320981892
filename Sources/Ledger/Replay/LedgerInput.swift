public import BCS
public import SomaTypes

/// Something that changed a ledger from outside.
///
/// The genesis and all inputs in their order make the same ledger again, bit for bit, so a log of
/// them is all that has to be kept. A faucet needs no input of its own: it sends transactions.
///
/// BCS: the index of the case, then its values in order; the layout is the ledger's own.
public enum LedgerInput: Equatable, Sendable {
  /// A transaction that was accepted, and the time.
  case transaction(SignedTransaction, timestampMs: UInt64)
  /// A boundary between two epochs.
  case boundary(EpochChange)
  /// A checkpoint within an epoch, and its time.
  case checkpoint(timestampMs: UInt64)
  /// A lock that was taken to see what its victims do.
  case lock(ObjectRef, holder: TransactionDigest)
}

extension LedgerInput: BCSCodable {
  /// Reads an input.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "LedgerInput", count: 4) {
      case 0: .transaction(try reader.read(), timestampMs: try reader.readInteger())
      case 1: .boundary(try reader.read())
      case 2: .checkpoint(timestampMs: try reader.readInteger())
      default: .lock(try reader.read(), holder: try reader.read())
      }
  }

  /// Writes the input.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .transaction(let transaction, let timestampMs):
      writer.writeVariant(0)
      writer.write(transaction)
      writer.write(timestampMs)
    case .boundary(let boundary):
      writer.writeVariant(1)
      writer.write(boundary)
    case .checkpoint(let timestampMs):
      writer.writeVariant(2)
      writer.write(timestampMs)
    case .lock(let reference, let holder):
      writer.writeVariant(3)
      writer.write(reference)
      writer.write(holder)
    }
  }
}

extension Ledger {
  /// Makes a ledger again that was kept as its genesis and its inputs.
  ///
  /// - Parameters:
  ///   - genesis: The first state.
  ///   - options: Those of then.
  ///   - inputs: All inputs that were accepted, in their order.
  /// - Throws: ``LedgerRefusal`` for the first input that does not fit.
  public init(
    genesis: Genesis, options: LedgerOptions = LedgerOptions(),
    replaying inputs: some Sequence<LedgerInput>
  ) throws(LedgerRefusal) {
    self.init(genesis: genesis, options: options)
    for input in inputs { try apply(input) }
  }

  /// Does what an input says.
  ///
  /// - Throws: ``LedgerRefusal`` for an input that this ledger would not have accepted; nothing
  ///   has changed then.
  public mutating func apply(_ input: LedgerInput) throws(LedgerRefusal) {
    switch input {
    case .transaction(let transaction, let timestampMs):
      do throws(InputRefusal) {
        _ = try execute(transaction, at: timestampMs)
      } catch { throw .input(error) }
    case .boundary(let change):
      do throws(BoundaryRefusal) {
        _ = try advanceEpoch(change)
      } catch { throw .boundary(error) }
    case .checkpoint(let timestampMs):
      _ = makeCheckpoint(at: timestampMs)
    case .lock(let reference, let holder):
      lock(reference, for: holder)
    }
  }
}
