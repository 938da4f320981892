import EndToEndSupport
import Custody
import Foundation
import ObjectHost
import SomaClient
import SomaCrypto
import SomaTypes
import StateStore
import Testing
import Weights

@Suite("Total loss between commit and reveal", .timeLimit(.minutes(5))) struct TotalLossTests {
  /// What is left when a machine is gone, and what somebody does about it.
  struct Loss: Sendable {
    let net: CustodyNet
    let model: ModelID
    let packet: PacketName

    /// An embedding as the owner's trainer left it in a file.
    func file(_ name: String, _ text: String) throws -> RecoveryMaterial {
      let path = net.directory.appending(path: name)
      try Data(text.utf8).write(to: path)
      return .embedding(try EmbeddingFile(path: path.path, dimension: 4).tensor, source: name)
    }

    /// A blank machine: a keyring from words, and a state that knows nothing.
    func recover(
      words: [String], id: Custody.MasterID, seed: [UInt8] = OwnerSecrets.walletSeed,
      with brought: [RecoveryMaterial] = []
    ) async throws {
      let master = try Master(
        words: SecretBytes(copying: words.joined(separator: " ").utf8), id: id,
        wallets: [OwnerSecrets.address(seed)])
      let path = net.directory.appending(path: "ring-\(UUID().uuidString)").path
      let bytes = try Keyring(master, at: 1).file(.plain)
      try KeyringFile(path: path).create(bytes) { _ = try $0.open() }
      try await net.withDriver(
        state: "blank-\(UUID().uuidString)", keyring: KeyringSource(.file(path)), seed: seed
      ) { driver in
        let found = try await driver.recover(with: brought)
        #expect(found == [RecoveredReveal(model: model, packet: packet)])
        for reveal in found {
          try await driver.reveal(reveal.model, packet: reveal.packet, attempt: nil)
        }
      }
    }
  }

  /// Commits, removes the machine, and lets the window open.
  private func withLoss(
    isUpdate: Bool = false, _ body: (Loss) async throws -> Void
  ) async throws {
    try await withCustodyNet { net in
      let keyring = try net.plainKeyring()
      let (model, packet) = try await net.withDriver(keyring: keyring) { driver in
        let weights = try net.weights(1, count: 50_000)
        let (model, attempt) = try await driver.commitFirst(
          weights: weights, embedding: embedding(1))
        guard isUpdate else { return (model, attempt.packet.name) }
        try await net.endEpoch()
        try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
        let update = try await driver.commitUpdate(
          weights: net.weights(2, count: 50_000), embedding: embedding(2), to: model)
        return (model, update.packet.name)
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: net.directory.path)
      where name != "host" {
        try FileManager.default.removeItem(at: net.directory.appending(path: name))
      }
      try await net.endEpoch()
      try await body(Loss(net: net, model: model, packet: packet))
    }
  }

  private var id: Custody.MasterID {
    get throws { try OwnerSecrets.masterID(of: OwnerSecrets.master) }
  }

  private var words: [String] { get throws { try OwnerSecrets.words(of: OwnerSecrets.master) } }

  private func expectLive(_ loss: Loss, _ number: Float) async throws {
    let known = try await loss.net.chain.model(loss.model).model
    guard case .active(let revealed, pendingUpdate: nil) = known.state else {
      Issue.record("\(known.state)")
      return
    }
    #expect(revealed.embedding == embedding(number))
  }

  @Test("words, wallet, chain and host reveal inside the window", arguments: [false, true])
  func words(isUpdate: Bool) async throws {
    try await withLoss(isUpdate: isUpdate) { loss in
      try await loss.recover(words: words, id: id)
      try await expectLive(loss, isUpdate ? 2 : 1)
    }
  }

  @Test("without the hosted packet a file of the embedding does, and only that one")
  func embeddingFile() async throws {
    try await withLoss { loss in
      try await loss.net.objects.remove(loss.net.key(loss.packet))
      let need = try #require(
        await #expect(throws: DriverError.self) { try await loss.recover(words: words, id: id) })
      #expect(
        need
          == .incomplete(
            "the packet \(loss.packet) or the file of the embedding that was committed"))
      let other = try loss.file("other.json", "[0.5, 0.25, -0.5, 7]")
      await #expect(throws: need) {
        try await loss.recover(words: words, id: id, with: [other])
      }
      let right = try loss.file("embedding.json", "[0.5, 0.25, -0.5, 1]")
      try await loss.recover(words: words, id: id, with: [other, right])
      try await expectLive(loss, 1)
    }
  }

  @Test("a damaged hosted packet is set aside; a copy from elsewhere does")
  func damagedPacket() async throws {
    try await withLoss { loss in
      let key = try loss.net.key(loss.packet)
      let whole = try #require(await loss.net.objects.bytes(at: key))
      var damaged = whole
      damaged[damaged.count / 2] ^= 1
      try await loss.net.objects.store(damaged, at: key)
      await #expect(throws: DriverError.self) { try await loss.recover(words: words, id: id) }
      try await loss.recover(words: words, id: id, with: [.packet(whole, source: "mirror")])
      try await expectLive(loss, 1)
    }
  }

  @Test("wrong words, words of another master, a foreign owner, a wallet's words: told apart")
  func wrongThings() async throws {
    try await withLoss { loss in
      let (words, id) = (try words, try id)
      let otherWords = try OwnerSecrets.words(of: OwnerSecrets.otherMaster)
      let otherID = try OwnerSecrets.masterID(of: OwnerSecrets.otherMaster)
      await #expect(throws: WordsError.wrongWords(expected: id, found: otherID)) {
        try await loss.recover(words: otherWords, id: id)
      }
      await #expect(throws: RecoveryError.wrongMasters(needed: [id], has: [otherID])) {
        try await loss.recover(words: otherWords, id: otherID)
      }
      let stranger = try OwnerSecrets.address(OwnerSecrets.otherWalletSeed)
      await #expect(throws: RecoveryError.foreignOwner(stranger, models: [loss.model])) {
        try await loss.recover(words: words, id: id, seed: OwnerSecrets.otherWalletSeed)
      }
      var slipped = words
      slipped.swapAt(0, 1)
      let slip = await #expect(throws: WordsError.self) {
        try await loss.recover(words: slipped, id: id)
      }
      guard case .badPhrase? = slip else {
        Issue.record("\(String(describing: slip))")
        return
      }
      #expect(try await loss.net.chain.model(loss.model).model.state.name == "Pending")
      // None of the failures is in the way of who has the right things.
      try await loss.recover(words: words, id: id)
      try await expectLive(loss, 1)
    }
  }

  @Test("nothing is recovered for a stranger who copied the commitments")
  func copied() async throws {
    try await withLoss { loss in
      let chain = loss.net.chain
      let promised = try #require(
        await chain.model(loss.model).model.pendingUpdate
      ).commitments
      let thief = Wallet(
        KeySigner(try OwnerSecrets.key(OwnerSecrets.otherWalletSeed)), on: chain)
      let (copy, _) = try await thief.createModel(stake: nil, commission: 500)
      try await thief.submit {
        try $0.transaction(
          .commitModel(
            CommitModel(
              modelID: copy, manifest: promised.manifest,
              weightsCommitment: promised.weightsCommitment,
              embeddingCommitment: promised.embeddingCommitment,
              decryptionKeyCommitment: promised.decryptionKeyCommitment)))
      }
      try await loss.recover(words: words, id: id)
      try await expectLive(loss, 1)
      #expect(try await chain.model(copy).model.state.name == "Pending")
    }
  }
}
