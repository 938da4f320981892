import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The built localnet", .timeLimit(.minutes(3))) struct LocalnetTests {
  private static let start =
    "steward localnet start --detach --data-dir chain --port 0 --epoch-duration manual --output json"
  private static let address = String(repeating: "5b", count: 32)

  @Test("keeps what it acknowledged when it is killed, and can be reset")
  func killed() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let first = try await json(shell, Self.start)
      _ = try await json(shell, "steward localnet faucet \(Self.address) --data-dir chain -o json")
      let advanced = try await json(shell, "steward localnet advance --data-dir chain -o json")
      #expect(advanced["epoch"] == .number(1))
      let rpc = try #require(first["rpc"]?.string)
      let coins = "steward wallet coins \(Self.address) --output json --rpc"
      let before = try await json(shell, "\(coins) \(rpc)")
      // It is ours: it was started above, and its directory says which it is.
      guard case .number(let pid)? = first["pid"] else { throw Missing() }
      kill(pid_t(pid), SIGKILL)

      let second = try await json(shell, Self.start)
      #expect(second["chainId"] == first["chainId"])
      #expect(second["pid"] != first["pid"])
      let status = try await json(shell, "steward localnet status --data-dir chain -o json")
      #expect(status["epoch"] == .number(1))
      let after = try await json(shell, "\(coins) \(try #require(second["rpc"]?.string))")
      #expect(after == before)

      let again = try await shell.run(Self.start)
      #expect(again.status == 5)
      #expect(again.errorOutput.contains("[localnet.alreadyRunning]"))
      let early = try await shell.run("steward localnet reset --yes --data-dir chain")
      #expect(early.status == 5)
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      let unsure = try await shell.run("steward localnet reset --data-dir chain")
      #expect(unsure.status == 3)
      #expect(try await shell.run("steward localnet reset --yes --data-dir chain").status == 0)
      let third = try await json(shell, Self.start)
      #expect(third["chainId"] != first["chainId"])
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      let none = try await shell.run("steward localnet status --data-dir chain")
      #expect(none.status == 9)
      #expect(none.errorOutput.contains("[localnet.notRunning]"))
    }
  }

  @Test("makes the same chain of the same seed and genesis, and serves what it stores")
  func seeded() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      try Data("validators: 2\n".utf8).write(to: directory.appending(path: "genesis.yaml"))
      var ids: [JSONValue?] = []
      for name in ["a", "b"] {
        let started = try await json(
          shell,
          "steward localnet start --detach --data-dir \(name) --port 0 --genesis genesis.yaml "
            + "--seed rehearsal --output json")
        ids.append(started["chainId"])
        let host = try #require(started["host"]?.string)
        let sent = try await shell.run(
          "curl -sS --fail -T genesis.yaml \(host)w/\(name) && curl -sS --fail \(host)w/\(name)")
        #expect(sent.output.contains("validators: 2"))
        #expect(try await shell.run("steward localnet stop --data-dir \(name)").status == 0)
      }
      #expect(ids[0] == ids[1])
      let wrong = try await shell.run("steward localnet start --data-dir a --seed other --port 0")
      #expect(wrong.status == 5)
      #expect(wrong.errorOutput.contains("[storage.alreadyAChain]"))
    }
  }

  @Test("refuses a genesis with every problem in it, and starts nothing")
  func badGenesis() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      try Data("validator: 2\naccounts: 5\n".utf8).write(
        to: directory.appending(path: "genesis.yaml"))
      let refused = try await shell.run("steward localnet start --port 0 --genesis genesis.yaml")
      #expect(refused.status == 5)
      #expect(refused.errorOutput.contains("genesis.yaml:1:1: error"))
      #expect(refused.errorOutput.contains("genesis.yaml:2:11: error"))
    }
  }

  private struct Missing: Error {}

  private func json(_ shell: Shell, _ command: String) async throws -> [String: JSONValue] {
    let step = try await shell.run(command)
    try #require(step.status == 0, "\(command): \(step.errorOutput)")
    return try JSONDecoder().decode([String: JSONValue].self, from: Data(step.output.utf8))
  }
}
