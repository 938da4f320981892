public import BCS

/// What the shares of a staking pool, its tokens, were worth at the start of an epoch.
public struct PoolTokenExchangeRate: Hashable, Sendable {
  /// Money in the pool.
  public var somaAmount: Amount
  /// Shares in the pool; with 0 on either side the rate is one to one.
  public var poolTokenAmount: UInt64

  /// Creates a rate.
  public init(somaAmount: Amount, poolTokenAmount: UInt64) {
    self.somaAmount = somaAmount
    self.poolTokenAmount = poolTokenAmount
  }
}

extension PoolTokenExchangeRate: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    somaAmount = try reader.read()
    poolTokenAmount = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(somaAmount)
    writer.write(poolTokenAmount)
  }
}
