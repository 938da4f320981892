import Custody
import EndToEndSupport
import Foundation
import ObjectHost
import SomaClient
import SomaCrypto
import SomaTypes
import StateStore
import Testing
import TestSupport

@Suite("Canary", .timeLimit(.minutes(10))) struct CanaryTests {
  @Test("a life with failures and crashes gives nothing away but each AES key, by its reveal")
  func life() async throws {
    try await withTemporaryDirectory { inputs in
      try await withCustodyNet { net in
        let run = try CanaryRun(net, OwnerFiles(in: inputs, rpc: net.rpc))
        try await makeKeyring(run)
        let keyring = KeyringSource(.file(ring(run)))
        let weights = try net.weights(1)

        let (model, first) = try await firstCommit(run, keyring, weights)
        try await useProgram(run, first, weights)
        try expectLeaks(run, [])

        try await net.endEpoch()
        try await cutOffBeforeReveal(run, keyring, model, first)
        try await net.withDriver(keyring: keyring) { driver in
          try await driver.reveal(model, packet: first.packet.name, attempt: first.id)
          #expect(try await net.chain.model(model).model.state.name == "Active")
          try expectLeaks(run, revealed([1]))
        }

        try await update(run, keyring, model, weights: net.weights(2), number: 2)
        // The same weights: their key is known by now, the key of the second packet is not.
        try await update(run, keyring, model, weights: net.weights(2), number: 3)
        try expectTheReaderFindsWhatIsThere(run)
      }
    }
  }

  /// What a reveal publishes: the key goes to the node, and comes back with the state of the chain.
  private func revealed(_ numbers: [Int]) -> Set<Leak> {
    Set(
      numbers.flatMap { number in
        ["sent", "received"].map {
          Leak(secret: "AES key \(number)", artefact: "wire, \($0)")
        }
      })
  }

  private func expectLeaks(_ run: CanaryRun, _ expected: Set<Leak>) throws {
    let leaks = try run.leaks()
    #expect(
      leaks == expected,
      "\(leaks.symmetricDifference(expected).map(\.description).sorted())")
  }

  private func ring(_ run: CanaryRun) -> String {
    run.net.directory.appending(path: "ring").path
  }

  private func makeKeyring(_ run: CanaryRun) async throws {
    let (files, ring) = (run.files, ring(run))
    let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
    let spy = try files.spy(notingIn: run.observed)
    let words = "--words-file '\(files.path("words"))' --keyring '\(ring)'"
    try await run.run(
      "steward keys import --master-id \(id) \(words) --passphrase-command \"\(spy)\" -o json")
    try await run.run("steward keys list --keyring '\(ring)' --output json")
    try await run.run("steward keys words --verify \(words) --output json")
    try await run.run("steward keys import --master-id \(id) \(words)", status: 5)
    try await run.run(
      "steward keys words --verify --keyring '\(ring)' --words-file '\(files.path("other-words"))'",
      status: 5)
    try await run.run(
      "steward keys words --verify \(words) --unlock-file '\(files.path("wrong-pass"))'",
      status: 7)
    let key = files.path("wallet-key")
    try await run.run("steward wallet address --secret-file '\(key)' --output json")
    try await run.run("steward wallet address --secret-command \"cat '\(key)'\" --output json")
    try await run.run(
      "steward wallet address --secret-file '\(files.path("broken-wallet-key"))'", status: 5)
    try await run.run("steward wallet list --output json && steward wallet show --output json")
    // The program dies with secrets in memory, where cores are allowed.
    // The signal waits for a thread that takes it; nothing is answered meanwhile.
    let die = "'kill -ABRT $PPID; while kill -0 $PPID; do :; done 2> /dev/null'"
    for command in [
      "keys rewrap --keyring '\(ring)' --passphrase-command \(die)",
      "keys words --verify \(words) --unlock-command \(die)",
      "wallet address --secret-command \(die)",
      "weights seal '\(run.observed)' --out x --key-command \(die)",
    ] {
      let result = try await run.program.run("ulimit -c unlimited; steward \(command)")
      #expect(result.status == 128 + SIGABRT, "\(command): \(result.errorText)")
      // Some shells say how their child ended; the program itself says nothing.
      #expect(result.errorText.split(separator: "\n").count <= 1, "\(result.errorText)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: run.program.directory.path)
    #expect(names.allSatisfy { !$0.hasPrefix("core") })
    let seen = String(decoding: try Data(contentsOf: URL(filePath: run.observed)), as: UTF8.self)
    #expect(seen.contains("steward\0keys\0") && seen.contains("HOME="))
  }

  /// Up to an executed commit, past a wrong passphrase, a host that refuses, a damaged packet, and runs that
  /// end in the middle.
  private func firstCommit(
    _ run: CanaryRun, _ keyring: KeyringSource, _ weights: String
  ) async throws -> (ModelID, PackedAttempt) {
    let net = run.net
    for step in [LifecycleStep.recorded, .hosted, .packed] {
      let cut: @Sendable (LifecycleStep) throws -> Void = { if $0 == step { throw CutOff() } }
      try await net.withDriver(keyring: keyring, reached: cut) { driver in
        await expectFailure(run) {
          _ = try await driver.commitFirst(weights: weights, embedding: embedding(1))
        }
        try expectLeaks(run, [])
      }
    }
    let wrong = KeyringSource(
      .file(ring(run)), passphrase: .file(run.files.path("wrong-pass")))
    try await net.withDriver(keyring: wrong) { driver in
      await expectFailure(run) { _ = try await driver.serve(weights) }
    }
    return try await net.withDriver(keyring: keyring) { driver in
      let fault = net.objects.inject(FaultRule(.refuses(status: 403), methods: [.put]))
      await expectFailure(run) { _ = try await driver.serve(net.weights(3)) }
      net.objects.clear(fault)

      let attempt = try await driver.pack(driver.serve(weights), embedding: embedding(1))
      try run.watch(attempt, as: 1)
      let name = try net.key(attempt.packet.name)
      let whole = try #require(await net.objects.bytes(at: name))
      var damaged = whole
      damaged[damaged.count / 2] ^= 1
      try await net.objects.store(damaged, at: name)
      await expectFailure(run) { _ = try await driver.createAndCommit(attempt) }
      #expect(try await driver.state.intents(of: "first-model").isEmpty)
      try await net.objects.store(whole, at: name)
      let model = try await driver.createAndCommit(attempt)
      try await noteValues(run, driver, model, attempt)
      let artefacts = try run.artefacts()
      #expect(artefacts.contains { $0.name.hasSuffix("-wal") && !$0.bytes.isEmpty })
      try expectLeaks(run, [])
      return (model, attempt)
    }
  }

  /// Values that hold secrets, printed as somebody would who looks for a bug.
  private func noteValues(
    _ run: CanaryRun, _ driver: LifecycleDriver, _ model: ModelID, _ attempt: PackedAttempt
  ) async throws {
    let keyring = try driver.keyring.unlock()
    let bytes = try #require(await driver.packets.fetch(attempt.packet.name))
    let packet = try SealedPacket(parsing: bytes).open(with: keyring)
    let key = try packet.key(from: keyring.currentMaster())
      .withUnsafeBytes { DecryptionKey(Bytes32(copying: $0)) }
    let reveal = RevealModel(modelID: model, decryptionKey: key, embedding: packet.embedding)
    let data = try await Wallet(driver.signer, on: driver.chain).builder()
      .transaction(.revealModel(reveal))
    run.note("packet", packet)
    run.note("reveal", reveal)
    run.note("signed reveal", data.signed(with: try OwnerSecrets.key(OwnerSecrets.walletSeed)))
    run.note("signer", driver.signer)
    run.note("source of the keyring", driver.keyring)
    run.note(
      "passphrase", Passphrase(try SecretBytes(copying: OwnerSecrets.passphrase.utf8)))
  }

  /// The commands that know the same files.
  private func useProgram(
    _ run: CanaryRun, _ attempt: PackedAttempt, _ weights: String
  ) async throws {
    let (net, files) = (run.net, run.files)
    let key = try #require(run.watched.first { $0.name == "AES key 1" }).bytes
    try files.directory.appending(path: "key").writeSecret(Base58.encode(key).utf8)
    let state = net.directory.appending(path: "state").path
    let seal = "--key-file '\(files.path("key"))' --state '\(state)' --output json"
    try await run.run("steward weights seal '\(weights)' --out sealed \(seal)")
    let sealed = try Data(contentsOf: run.program.directory.appending(path: "sealed"))
    #expect(try await net.objects.bytes(at: net.key(attempt.served.object)) == Array(sealed))
    let other = try await run.program.run(
      "steward weights seal '\(net.weights(2))' --out second \(seal)")
    #expect(other.status != 0)
    #expect(other.errorText.contains("state.keyReused"), "\(other.errorText)")
    #expect(
      !FileManager.default.fileExists(
        atPath: run.program.directory.appending(path: "second").path))
    let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
    let drill =
      "steward keys drill --words --master-id \(id) --words-file '\(files.path("words"))'"
    try await run.run(
      "\(drill) --packet '\(state)/packets/\(attempt.packet.name)' --output json")
    try await run.run("\(drill) --packet sealed", status: 5)
  }

  private func cutOffBeforeReveal(
    _ run: CanaryRun, _ keyring: KeyringSource, _ model: ModelID, _ attempt: PackedAttempt
  ) async throws {
    let cut: @Sendable (LifecycleStep) throws -> Void = { step in
      if step == .revealSigned { throw CutOff() }
    }
    try await run.net.withDriver(keyring: keyring, reached: cut) { driver in
      await expectFailure(run) {
        try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
      }
      // The reveal is signed and on record, and has not left.
      let reveals = try await driver.state.intents(of: "first-model").filter { $0.kind == .reveal }
      #expect(reveals.map(\.status) == [.prepared])
      try expectLeaks(run, [])
    }
  }

  private func update(
    _ run: CanaryRun, _ keyring: KeyringSource, _ model: ModelID, weights: String, number: Int
  ) async throws {
    let before = try run.leaks()
    try await run.net.withDriver(keyring: keyring) { driver in
      let attempt = try await driver.commitUpdate(
        weights: weights, embedding: embedding(Float(number)), to: model)
      // The key of the same weights is known, under its earlier name.
      try run.watch(attempt, as: number)
      let known = number == 3 ? revealed([2, 3]) : []
      try expectLeaks(run, before.union(known))
      try await run.net.endEpoch()
      try await driver.reveal(model, packet: attempt.packet.name, attempt: attempt.id)
      _ = try await run.net.chain.systemState()
      try expectLeaks(run, revealed(Array(1...number)))
    }
  }

  /// The control: every spelling of every secret, whole and in halves, and a leak in every artefact.
  private func expectTheReaderFindsWhatIsThere(_ run: CanaryRun) throws {
    let artefacts = try run.artefacts()
    let small = artefacts.filter { $0.bytes.count < 100_000 }
    var turn = 0
    for secret in run.watched {
      var reader = LeakReader()
      reader.watch(secret.bytes, as: secret.name)
      let middle = secret.bytes.count / 2
      let parts = [secret.bytes[...], secret.bytes[..<middle], secret.bytes[middle...]]
      for spelling in Spelling.allCases {
        for part in parts {
          let artefact = small[turn % small.count]
          turn += 1
          let planted = artefact.planting(spelling.text(of: Array(part)))
          #expect(
            reader.leaks(in: [planted]) == [Leak(secret: secret.name, artefact: artefact.name)],
            "\(spelling) of \(part.count) bytes of \(secret.name)")
        }
      }
    }
    var words = LeakReader()
    let list = try OwnerSecrets.words(of: OwnerSecrets.master)
    words.watch(words: list, as: "words")
    for artefact in artefacts {
      let text = list[9..<14].joined(separator: " ")
      #expect(words.leaks(in: [artefact]) == [], "\(artefact.name)")
      #expect(words.leaks(in: [artefact.planting(Array(text.utf8))]).count == 1)
    }
  }

  private func expectFailure(
    _ run: CanaryRun, _ body: () async throws -> Void
  ) async {
    do {
      try await body()
      Issue.record("it did not fail")
    } catch {
      run.note(error)
    }
  }
}

extension Artefact {
  /// The same with bytes in its middle.
  fileprivate func planting(_ secret: [UInt8]) -> Artefact {
    var planted = bytes
    planted.insert(contentsOf: secret, at: planted.count / 2)
    return Artefact(name, planted)
  }
}
