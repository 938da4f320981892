import EndToEndSupport
import Custody
import Foundation
import ObjectHost
import SomaClient
import SomaTypes
import SomaWire
import TestSupport
import Testing

@Suite("Total loss, with the built program", .timeLimit(.minutes(10))) struct RecoverTests {
  /// What is left when a machine is gone.
  struct Loss {
    let net: CustodyNet
    let root: URL
    let id: ModelID

    /// A blank machine with wallet, words and manifest.
    func machine(
      _ name: String = "blank", seed: [UInt8] = OwnerSecrets.walletSeed,
      model: String = "first-model"
    ) throws -> OwnerMachine {
      try OwnerMachine(in: root.appending(path: name), on: net, seed: seed, model: model)
    }

    /// Removes every packet from the host.
    func loseHostedPackets() throws {
      let files = net.directory.appending(path: "host")
      var count = 0
      for name in try FileManager.default.subpathsOfDirectory(atPath: files.path)
      where name.contains(".packet") {
        try FileManager.default.removeItem(at: files.appending(path: name))
        count += 1
      }
      #expect(count > 0)
    }

    /// Expects the model to be live with the embedding of a number, and nothing else of ours on chain.
    func expectLive(_ number: Float) async throws {
      let models = try await machine("look-\(number)").models()
      #expect(models.keys.sorted() == [id])
      guard case .active(let revealed, pendingUpdate: nil) = models[id]?.state else {
        Issue.record("\(String(describing: models[id]?.state))")
        return
      }
      #expect(revealed.embedding == embedding(number))
    }
  }

  /// Applies up to the commit, removes the machine, and lets the window open.
  private func withLoss(
    isUpdate: Bool = false, _ body: (Loss) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { root in
      try await withCustodyNet { net in
        let machine = try OwnerMachine(in: root.appending(path: "first"), on: net)
        try await machine.importKeyring()
        try machine.train(1)
        try await machine.run("steward apply set.yaml --yes --no-watchman")
        if isUpdate {
          try await net.endEpoch()
          try await machine.run("steward reconcile")
          try machine.train(2)
          try await machine.run("steward apply set.yaml --yes --no-watchman")
        }
        let models = try await machine.models()
        let id = try #require(models.keys.first)
        switch models[id]?.state {
        case .pending where !isUpdate, .active(_, _?) where isUpdate: break
        case let state: Issue.record("\(String(describing: state))")
        }
        try FileManager.default.removeItem(at: machine.home)
        try await net.endEpoch()
        try await body(Loss(net: net, root: root, id: id))
      }
    }
  }

  @Test("words, wallet and manifest: import, recover, reconcile reveal", arguments: [false, true])
  func words(isUpdate: Bool) async throws {
    try await withLoss(isUpdate: isUpdate) { loss in
      let machine = try loss.machine()
      try await machine.importKeyring()
      let look = try await machine.run("steward recover set.yaml --dry-run")
      #expect(look.text.contains("Nothing was written."))
      let found = try await machine.run("steward recover set.yaml")
      #expect(found.text.contains("possible now, by the end of epoch"), "\(found.text)")
      try await machine.run("steward reconcile")
      try await loss.expectLive(isUpdate ? 2 : 1)
      // Nothing is sent twice, and the files of before change nothing.
      try machine.train(isUpdate ? 2 : 1)
      try await machine.run("steward apply set.yaml --yes --no-watchman")
      try await loss.expectLive(isUpdate ? 2 : 1)
    }
  }

  @Test("the model may have another name in the manifests by now: its packet has the first one")
  func renamed() async throws {
    try await withLoss { loss in
      let machine = try loss.machine(model: "second-name")
      try await machine.importKeyring()
      try await machine.run("steward recover set.yaml", status: 10, says: "recover.undeclared")
      try await machine.run("steward reconcile", status: 5)
      try await machine.run(
        "steward recover set.yaml --merge --model second-name=\(loss.id)")
      try await machine.run("steward reconcile")
      try await loss.expectLive(1)
    }
  }

  @Test("without the hosted packet the file of the embedding does, and only that one")
  func embeddingFile() async throws {
    try await withLoss { loss in
      try loss.loseHostedPackets()
      let machine = try loss.machine()
      try await machine.importKeyring()
      let need = try await machine.run(
        "steward recover set.yaml --model first-model=\(loss.id)", status: 10,
        says: "recover.incomplete")
      #expect(need.text.contains("or the file of the embedding that was committed"))
      // The journal knows that something is due, so that it is no surprise for anybody.
      try await machine.run("steward reconcile", status: 10)
      try machine.embed(7, in: "other.json")
      try await machine.run(
        "steward recover set.yaml --merge --embedding other.json", status: 10,
        says: "recover.incomplete")
      try machine.embed(1, in: "right.json")
      try await machine.run("steward recover set.yaml --merge --embedding right.json")
      // The packet is beside the object again; the copy of the state is enough for the reveal.
      try loss.loseHostedPackets()
      try await machine.run("steward reconcile")
      try await loss.expectLive(1)
    }
  }

  @Test(
    "a copy of the packet from elsewhere does, and a damaged one on the host is set aside",
    arguments: ["--mirror copies", "--packet copies/*.packet"])
  func copies(option: String) async throws {
    try await withLoss { loss in
      let machine = try loss.machine()
      try await machine.importKeyring()
      let host = loss.net.directory.appending(path: "host/m").path
      try await machine.run(
        """
        mkdir copies && cp \(host)/*.packet copies/ && for file in \(host)/*.packet
        do printf x | dd of=$file bs=1 seek=300 conv=notrunc; done
        """)
      try await machine.run("steward recover set.yaml", status: 10, says: "recover.incomplete")
      let found = try await machine.run("steward recover set.yaml --merge \(option)")
      #expect(found.errorText.contains("[recover.setAside]"))
      #expect(found.errorText.contains("[packet.damaged]"))
      try await machine.run("steward reconcile")
      try await loss.expectLive(1)
    }
  }

  @Test("weights that give the release of the URL say which model it is")
  func weightsProve() async throws {
    try await withLoss { loss in
      try loss.loseHostedPackets()
      let machine = try loss.machine()
      try await machine.importKeyring()
      try machine.embed(1, in: "right.json")
      try await machine.run(
        "steward recover set.yaml --embedding right.json", status: 10, says: "recover.undeclared")
      try machine.train(2)
      try await machine.run(
        "steward recover set.yaml --merge --embedding right.json", status: 10,
        says: "recover.undeclared")
      try machine.train(1)
      try await machine.run("steward recover set.yaml --merge")
      try await machine.run("steward reconcile")
      try await loss.expectLive(1)
      // What was live is known to be these weights: they are not committed again.
      try await machine.run("steward apply set.yaml --yes --no-watchman")
      try await loss.expectLive(1)
    }
  }

  @Test("wrong words, another master, a foreign owner, no chain: told apart")
  func wrongThings() async throws {
    try await withLoss { loss in
      let machine = try loss.machine()
      let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
      try await machine.run(
        "steward keys import --master-id \(id) --words-file other-words --passphrase-file pass",
        status: 5, says: "words.wrongWords")
      try await machine.run("steward recover set.yaml", status: 7, says: "keyring.missing")
      try await machine.importKeyring(of: OwnerSecrets.otherMaster, words: "other-words")
      try await machine.run("steward recover set.yaml", status: 7, says: "recovery.wrongMasters")
      let stranger = try loss.machine("stranger", seed: OwnerSecrets.otherWalletSeed)
      try await stranger.importKeyring()
      try await stranger.run("steward recover set.yaml", status: 5, says: "recovery.foreignOwner")
      try await machine.run(
        "sed -i 's|127.0.0.1:[0-9]*\"]|127.0.0.1:1\"]|' set.yaml; steward recover set.yaml --timeout 2",
        status: 9)
      let blank = try loss.machine("third")
      try await blank.importKeyring()
      try await blank.run("steward recover set.yaml")
      try await blank.run("steward reconcile")
      try await loss.expectLive(1)
    }
  }

  @Test("a state that is there is merged into only when asked, and keeps what it has")
  func merge() async throws {
    try await withTemporaryDirectory { root in
      try await withCustodyNet { net in
        let machine = try OwnerMachine(in: root.appending(path: "first"), on: net)
        try await machine.importKeyring()
        try machine.train(1)
        try await machine.run("steward apply set.yaml --yes --no-watchman --state s")
        try await net.endEpoch()
        try await machine.run("steward reconcile --state s")
        try await machine.run("cp -a s old")
        try machine.train(2)
        try await machine.run("steward apply set.yaml --yes --no-watchman --state s")
        let id = try #require(await machine.models().keys.first)
        // A backup of before the second commit comes back.
        try await machine.run("rm -r s; mv old s")
        try await net.endEpoch()
        try await machine.run(
          "steward recover set.yaml --state s", status: 5, says: "recover.stateInUse")
        try await machine.run("steward recover set.yaml --state s --merge")
        try await machine.run("steward recover set.yaml --state s --merge")
        try await machine.run("steward reconcile --state s")
        let loss = Loss(net: net, root: root, id: id)
        try await loss.expectLive(2)
        // After the reveal there is nothing that a merge could set back.
        try await machine.run("steward recover set.yaml --state s --merge")
        try await machine.run("steward apply set.yaml --yes --no-watchman --state s")
        try await loss.expectLive(2)
      }
    }
  }

  @Test("a backup of before the last commit reveals it, and does not bring its own weights back")
  func backup() async throws {
    try await withTemporaryDirectory { root in
      try await withCustodyNet { net in
        let machine = try OwnerMachine(in: root.appending(path: "first"), on: net)
        try await machine.importKeyring()
        try machine.train(1)
        try await machine.run("steward apply set.yaml --yes --no-watchman --state s")
        try await net.endEpoch()
        try await machine.run("steward reconcile --state s && cp -a s old")
        try machine.train(2)
        try await machine.run("steward apply set.yaml --yes --no-watchman --state s")
        try await machine.run("rm -r s; mv old s")
        try await net.endEpoch()
        try await machine.run("steward reconcile --state s")
        try await machine.run("steward reconcile --state s")
        let id = try #require(await machine.models().keys.first)
        try await Loss(net: net, root: root, id: id).expectLive(2)
      }
    }
  }

  @Test("a drill of the words takes packets from the host, and is kept in the state")
  func drill() async throws {
    try await withLoss { loss in
      let machine = try loss.machine()
      let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
      let drill = "steward keys drill --words --master-id \(id) --words-file words"
      try await machine.run(drill, status: 5, says: "drill.unproven")
      let alone = try await machine.run("\(drill) --manifests set.yaml")
      #expect(alone.text.contains("proven") && !alone.text.contains("recorded"))
      try await machine.importKeyring()
      try await machine.run("steward recover set.yaml")
      let kept = try await machine.run("\(drill) --manifests set.yaml")
      #expect(kept.text.contains("recorded"), "\(kept.text)")
      try machine.embed(1, in: "right.json")
      try await machine.run("\(drill) --embedding right.json --state nowhere", status: 12)
      try await machine.run("\(drill) --embedding right.json")
    }
  }
}
