import SomaCrypto
public import SomaTypes

extension Ledger {
  /// What a transaction would do now, without a signature, without locks, and without a trace.
  ///
  /// It is the code that executes, on the same values. A version that is kept but no longer live
  /// is taken as it was, and a halt does not matter. Source: CHAIN.md 7.5;
  /// `authority/src/authority.rs`, `simulate_transaction`.
  ///
  /// - Parameter data: The transaction; without gas it is paid with a coin that does not exist.
  /// - Returns: What it would do.
  /// - Throws: ``InputRefusal``.
  public func simulate(_ data: TransactionData) throws(InputRefusal) -> ExecutionOutcome {
    guard !data.kind.isSystem else { throw .systemTransaction(kind: data.kind.name) }
    var data = data
    var mockGas: SomaObject?
    if data.gasPayment.isEmpty {
      let coin = SomaObject.mockGas(for: data.sender)
      data.gasPayment = [coin.reference]
      mockGas = coin
    }
    let inputs = try InputCheck(data: data, objects: objects).inputs(mockGas: mockGas)
    var execution = Execution(
      digest: data.digest, sender: data.sender, rates: rates, options: options, inputs: inputs,
      state: systemState)
    return execution.run(data, in: systemState.epoch)
  }

  /// The coins that a node pays a simulation with when it is given none: the poorest of the
  /// sender's that the transaction does not use, up to 100.
  ///
  /// Source: `rpc/src/api/grpc/transaction_execution_service/simulate.rs`, `select_gas`. Unlike
  /// there, a coin that the listing has twice is taken once.
  public func gasForSimulation(of data: TransactionData) -> [ObjectRef] {
    let used = Set(data.kind.ownedInputs.map(\.id))
    var seen: Set<ObjectID> = []
    let coins = owners.positions(of: data.sender, type: .coin, from: nil).lazy
      .filter { !used.contains($0.id) && seen.insert($0.id).inserted }
      .compactMap { objects[$0.id] }
    return coins.prefix(100).map(\.reference)
  }
}

extension SomaObject {
  /// A coin that is in no store. Source: `authority/src/authority.rs`,
  /// `DEV_INSPECT_GAS_COIN_VALUE`.
  fileprivate static func mockGas(for owner: SomaAddress) -> SomaObject {
    .coin(
      id: ObjectID(Bytes32(repeating: 0xff)), balance: Amount(shannons: 1_000_000_000_000_000_000),
      owner: owner)
  }
}
