import Foundation
import Ledger
import Localnet
import SomaClient
import SomaTypes
import SomaWire
import TestSupport
import Testing

/// A localnet that is killed at any instant restarts with everything that it acknowledged (issue 4).
@Suite("A localnet that is killed again and again", .timeLimit(.minutes(10))) struct KillTests {
  /// Each seed is one chain that is killed three times, at instants that the seed chooses.
  @Test(
    "has everything that it acknowledged, and the same chain",
    arguments: 1...4 as ClosedRange<UInt64>)
  func killed(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await withTemporaryDirectory { directory in
      let program = LocalnetProgram(directory: directory)
      try Writers.genesis.write(
        to: program.genesis, atomically: false, encoding: .utf8)
      let known = Acknowledged()
      for life in 1...3 {
        let instant = Instant.random(life, &random)
        let status = try await program.run { localnet in
          try await expect(known, on: localnet)
          try await instant.kill(
            localnet, while: Writers(of: localnet, noting: known, isAlone: life == 1))
        }
        #expect(status == 128 + SIGKILL)
        #expect(known.count > 0)
        try expect(known, in: program.data, "after \(instant) of seed \(seed)")
      }
      let status = try await program.run { localnet in
        try await expect(known, on: localnet)
        localnet.end(by: SIGTERM)
      }
      #expect(status == 128 + SIGTERM)
    }
  }

  /// What a client of the restarted localnet sees.
  private func expect(_ known: Acknowledged, on localnet: LocalnetProgram.Running) async throws {
    try await withConnection(to: [Endpoint(localnet.rpc)], settings: .forKills) { connection in
      let chain = Chain(connection)
      let id = try await chain.serviceInfo().chainID
      #expect(known.isSameChain(id))
      #expect(try await chain.systemState().epoch >= known.epoch)
      for (digest, effects) in known.effects {
        #expect(try await chain.transaction(digest)?.effects == effects)
      }
    }
  }

  /// What is on the disk before anybody restarts it. That it can be opened says that every input in it
  /// does again what it did.
  private func expect(_ known: Acknowledged, in data: String, _ remark: Comment) throws {
    struct NoChain: Error {}
    let ledger = try DataDirectory.open(data) { throw NoChain() }.ledger
    #expect(ledger.isSupplyConserved, remark)
    #expect(known.isSameChain(ledger.chainID), remark)
    #expect(ledger.systemState.epoch >= known.epoch, remark)
    for (digest, effects) in known.effects {
      #expect(ledger.transaction(digest)?.effects == effects, remark)
    }
  }
}
