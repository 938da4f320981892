import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire

/// Clients that write to a localnet at once until it is no more: some pay, one ends epochs.
struct Writers: Sendable {
  private static let count: UInt8 = 4

  private let localnet: LocalnetProgram.Running
  private let known: Acknowledged
  private let isAlone: Bool

  /// Clients that note every reply.
  ///
  /// - Parameters:
  ///   - localnet: To which they write.
  ///   - known: Where they note.
  ///   - isAlone: Whether there is only one, who pays. Then nothing is written after what was
  ///     acknowledged last, and only its own bytes can save it.
  init(of localnet: LocalnetProgram.Running, noting known: Acknowledged, isAlone: Bool) {
    self.localnet = localnet
    self.known = known
    self.isAlone = isAlone
  }

  /// A genesis on which each of them has a coin.
  static var genesis: String {
    get throws {
      try (1...count).reduce("parameters: {target_embedding_dim: 4}\naccounts:\n") {
        try $0 + "  - {address: \(SomaAddress(key($1).publicKey)), balance: 100 SOMA}\n"
      }
    }
  }

  /// Writes until the localnet does not answer any more.
  ///
  /// - Parameter heard: Gets the number of replies since this began, after each of them.
  /// - Throws: What keeps a client from trying.
  func run(_ heard: @escaping @Sendable (Int) -> Void) async throws {
    let before = known.count
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...(isAlone ? 1 : Self.count) {
        group.addTask {
          try await pay(number) { heard(known.note($0) - before) }
        }
      }
      if !isAlone { group.addTask { try await endEpochs { heard(known.note($0) - before) } } }
      try await group.waitForAll()
    }
  }

  /// Pays out of one coin, each time out of what the payment before left.
  private func pay(
    _ number: UInt8, _ note: (TransactionEffects) -> Void
  ) async throws {
    try await withConnection(to: [Endpoint(localnet.rpc)], settings: .forKills) { connection in
      let key = try Self.key(number)
      let owner = SomaAddress(key.publicKey)
      let chain = Chain(connection)
      // It can be killed while this client looks.
      guard let coins = try? await chain.ownedObjects(of: owner),
        var coin = coins.first?.reference
      else { return }
      while true {
        let payment = TransactionData(
          kind: .transferCoin(TransferCoin(coin: coin, amount: 1, recipient: .zero)),
          sender: owner, gasPayment: [coin])
        let outcome = await chain.submit(payment.signed(with: key))
        guard case .ran(let executed) = outcome else { return }
        note(executed.effects)
        guard let gas = executed.effects.gasObject?.output else { return }
        coin = ObjectRef(id: coin.id, version: executed.effects.version, digest: gas.digest)
      }
    }
  }

  private func endEpochs(_ note: (Epoch) -> Void) async throws {
    try await withConnection(to: [Endpoint(localnet.admin)], settings: .forKills) { connection in
      while let epoch = try? await AdminService(connection).advanceEpoch() { note(epoch) }
    }
  }

  private static func key(_ number: UInt8) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(
      seed: SecretBytes(
        copying: [UInt8](repeating: number, count: Ed25519SecretKey.seedByteCount)))
  }
}
