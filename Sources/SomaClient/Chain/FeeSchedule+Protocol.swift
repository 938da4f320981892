public import SomaTypes
public import SomaWire

extension FeeSchedule {
  /// The most that transactions can cost under this protocol. A small read, unlike the system state.
  ///
  /// - Throws: `WireError` when a constant is missing.
  public init(upperBoundOf config: ProtocolConfig) throws(WireError) {
    self.init(
      baseFee: Amount(try config.number("base_fee")),
      writeObjectFee: Amount(try config.number("write_object_fee")),
      valueFeeBps: BasisPoints(try config.number("max_value_fee_bps")))
  }
}
