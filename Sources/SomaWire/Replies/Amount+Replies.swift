public import SomaProto
public import SomaTypes

extension Amount {
  /// Reads the reply of GetBalance: the sum of an account's coins.
  ///
  /// - Throws: ``WireError/Reason/missing``.
  public init(_ reply: Soma_Rpc_GetBalanceResponse) throws(WireError) {
    self.init(try Field("balance", reply.hasBalance, reply.balance).value)
  }
}

extension Soma_Rpc_GetBalanceResponse {
  /// Writes a balance.
  public init(_ balance: Amount) {
    self.init()
    self.balance = balance.shannons
  }
}
