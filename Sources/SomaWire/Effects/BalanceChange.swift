import SomaProto
public import SomaTypes

/// By how much an account's coins changed.
public struct BalanceChange: Hashable, Sendable {
  /// Whose coins.
  public var address: SomaAddress
  /// Shannons; negative for a loss.
  public var shannons: Int128

  /// Creates a change.
  public init(address: SomaAddress, shannons: Int128) {
    self.address = address
    self.shannons = shannons
  }

  /// Reads a change; both fields are needed.
  init(_ message: Soma_Rpc_BalanceChange) throws(WireError) {
    address = try Field("address", message.hasAddress, message.address)
      .map(SomaAddress.init(protobuf:))
    shannons = try Field("amount", message.hasAmount, message.amount).map {
      (text) throws(WireError) in
      guard let number = Int128(text) else { throw WireError(.notANumber) }
      return number
    }
  }
}

extension Soma_Rpc_BalanceChange {
  /// Writes a change; the address is without `0x` everywhere.
  init(_ change: BalanceChange) {
    self.init()
    address = change.address.text(.bare)
    amount = String(change.shannons)
  }
}
