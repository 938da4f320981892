import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The built localnet", .timeLimit(.minutes(10))) struct LocalnetTests {
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

  @Test("touches nothing in a directory that is not its own")
  func foreignDirectory() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      _ = try await shell.run(
        "mkdir other; echo precious >other/output; echo precious >outside; "
          + "mkdir -p alike/objects; echo precious >alike/objects/thesis")
      let alike = try await shell.run("steward localnet start --port 0 --data-dir alike")
      #expect(alike.status == 5)
      #expect(alike.errorOutput.contains("[storage.notAChain]"))
      let kept = try await shell.run("steward localnet reset --yes --data-dir alike")
      #expect(kept.status == 5)
      #expect(
        try await shell.run("cat alike/objects/thesis; ls -A alike").output.hasPrefix("precious"))
      let other = try await shell.run("steward localnet start --detach --port 0 --data-dir other")
      #expect(other.status == 5)
      #expect(other.errorOutput.contains("[storage.notAChain]"))
      #expect(try await shell.run("cat other/output; ls -A other").output == "precious\noutput")

      _ = try await json(shell, Self.start)
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      _ = try await shell.run("ln -sf ../outside chain/output")
      let linked = try await shell.run(Self.start)
      #expect(linked.status == 5)
      #expect(linked.errorOutput.contains("[storage.system]"))
      #expect(try await shell.run("cat outside").output == "precious")

      let unusable = try await shell.run(
        "steward localnet start --detach --port 0 --data-dir /proc/x/y")
      #expect(unusable.status == 5)
      #expect(unusable.errorOutput.contains("[storage.system]"))
      let objects = try await shell.run("steward localnet start --port 0 --objects /proc/x")
      #expect(objects.status == 5)
      #expect(objects.errorOutput.contains("[objectHost.directoryUnusable]"))
    }
  }

  @Test("keeps what earlier ones said, and says where it is")
  func log() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      _ = try await json(shell, Self.start)
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      _ = try await shell.run("echo reason >>chain/output; printf torn >>chain/inputs")
      let none = try await shell.run("steward localnet faucet \(Self.address) --data-dir chain")
      #expect(none.status == 9)
      #expect(none.errorOutput.contains("tail \(directory.path)/chain/output"))
      let second = try await shell.run(Self.start)
      #expect(second.status == 0)
      #expect(second.errorOutput.contains("[storage.dropped]"))
      let log = try await shell.run("cat chain/output")
      #expect(log.output.contains("reason\n"))
      #expect(log.output.contains("[storage.dropped]"))
      let losing = try await shell.run("steward localnet start --port 0 --data-dir chain")
      #expect(losing.status == 5)
      #expect(losing.errorOutput.contains("by process "))
      #expect(try await shell.run("cat chain/output").output == log.output)
      let short = try await shell.run("steward localnet faucet 0x12 --data-dir chain")
      #expect(short.status == 5)

      // As while it replays.
      _ = try await shell.run("rm chain/run.json")
      let status = try await shell.run("steward localnet status --data-dir chain")
      #expect(status.errorOutput.contains("[localnet.starting]"))
      let early = try await shell.run("steward localnet reset --yes --data-dir chain")
      #expect(early.errorOutput.contains("it is starting"))
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
    }
  }

  @Test("says of one that hangs that it does, soon, and what to do")
  func stopped() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let started = try await json(shell, Self.start)
      guard case .number(let pid)? = started["pid"] else { throw Missing() }
      // It is ours: it was started above.
      kill(pid_t(pid), SIGSTOP)
      let status = try await shell.run("steward localnet status --data-dir chain")
      #expect(status.status == 9)
      #expect(status.errorOutput.contains("[localnet.noAnswer]"))
      #expect(status.errorOutput.contains("within 5.0 seconds"))
      #expect(status.errorOutput.contains("kill -CONT \(Int(pid))"))
      kill(pid_t(pid), SIGCONT)
      _ = try await json(shell, "steward localnet status --data-dir chain -o json")
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
    }
  }

  @Test("of several starts at once one gets the directory, and the others say who has it")
  func together() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let starts = try await withThrowingTaskGroup(of: Transcript.Step.self) { group in
        for _ in 0..<4 { group.addTask { try await shell.run(Self.start) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(starts.map(\.status).sorted() == [0, 5, 5, 5])
      for loser in starts where loser.status == 5 {
        #expect(
          loser.errorOutput.contains("[storage.inUse]")
            || loser.errorOutput.contains("[localnet.alreadyRunning]"))
      }
      _ = try await json(shell, "steward localnet status --data-dir chain -o json")
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: directory.appending(path: "chain").path)
      // Nothing of the losers.
      #expect(names.sorted() == ["genesis", "inputs", "lock", "objects", "output"])
    }
  }

  @Test("a start that fails says its own reason, whoever had its number before")
  func ownReason() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      _ = try await json(shell, Self.start)
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      // Most numbers that it can get have been somebody's.
      _ = try await shell.run(
        "seq -f 'Process %.0f has the directory.' 2 200000 | head -c 900000 >>chain/output; "
          + "echo stale reason >>chain/output")
      let failed = try await shell.run("\(Self.start) --seed other")
      #expect(failed.status == 5)
      #expect(failed.errorOutput.contains("[storage.alreadyAChain]"))
      #expect(!failed.errorOutput.contains("stale reason"))
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

  @Test("ends epochs as it was told to at the beginning, or is told to now")
  func epochEnd() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let start = "steward localnet start --detach --data-dir chain --port 0 --no-host -o json"
      // By the machine's time the epoch of a chain that begins with 2026 would be over.
      for (options, isRefused) in [
        ("--seed rehearsal --epochs by-duration", true), ("", true), ("--epochs both", false),
      ] {
        _ = try await json(shell, "\(start) \(options)")
        let status = "steward localnet status --data-dir chain -o json"
        // When it answers there has been a checkpoint, and with it a look at the time.
        _ = try await json(
          shell, "steward localnet faucet \(Self.address) --data-dir chain -o json")
        #expect(try await json(shell, status)["epoch"] == .number(0))
        let advance = try await shell.run("steward localnet advance --data-dir chain")
        #expect(advance.status == (isRefused ? 1 : 0))
        #expect(advance.errorOutput.contains("ends its epochs by duration only") == isRefused)
        #expect(try await json(shell, status)["epoch"] == .number(isRefused ? 0 : 1))
        #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      }
    }
  }

  @Test("sends who asks the node for a model to the host")
  func forwardsModels() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let started = try await json(shell, Self.start)
      let rpc = try #require(started["rpc"]?.string)
      let host = try #require(started["host"]?.string)
      let path = "model/0x" + String(repeating: "12", count: 32)
      let found = try await shell.run(
        "curl -sS -L -w '%{http_code} %{num_redirects} %{url_effective}' -o /dev/null \(rpc)/\(path)"
      )
      // The host knows no such model.
      #expect(found.output == "502 1 \(host)\(path)")
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
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

  @Test("ends without a complaint when it is told to", arguments: [("INT", 130), ("TERM", 143)])
  func interrupted(signal: String, status: Int32) async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let ended = try await shell.run(
        """
        steward localnet start --port 0 --data-dir chain >out 2>err &
        while kill -0 $! && ! [ -e chain/run.json ]; do sleep 0.02; done
        kill -\(signal) $!
        wait $!
        status=$?
        cat err
        exit $status
        """)
      #expect(ended.status == status)
      #expect(ended.output == "Ready. Press Ctrl-C to end it.")
    }
  }

  @Test(
    "says why a directory cannot be used, by its exit status too",
    arguments: [
      ("start --port 0 --data-dir ''", 64, "--data-dir is empty"),
      ("start --port 0 --seed ''", 64, "--seed is empty"),
      ("start --port 0 --epochs never", 64, "by-duration"),
      ("start --port 0 --epoch-duration manual --epochs both", 64, "means --epochs by-call"),
      ("reset --yes --data-dir ''", 64, "--data-dir is empty"),
      ("reset --yes --data-dir none", 5, "[storage.noChain]"),
      ("start --port 0 --data-dir none --genesis none.yaml", 5, "[input.unreadable]"),
      ("start --port 0 --genesis rich.yaml", 5, "[genesis.overdrawn]"),
      ("start --port 0 --data-dir none --genesis rich.yaml", 5, "[genesis.overdrawn]"),
      ("start --port 0 --detach --data-dir new --genesis rich.yaml", 5, "[genesis.overdrawn]"),
      ("start --port 0 --faults faults.json", 5, "`times` is 0, and less than 1"),
    ])
  func refused(command: String, status: Int32, text: String) async throws {
    try await withTemporaryDirectory { directory in
      try Data("totalSupply: 1 SOMA\n".utf8).write(to: directory.appending(path: "rich.yaml"))
      try Data(#"[{"fault":"slow","milliseconds":1,"times":0}]"#.utf8).write(
        to: directory.appending(path: "faults.json"))
      let step = try await Shell(directory: directory).run("steward localnet \(command)")
      #expect(step.status == status)
      #expect(step.errorOutput.contains(text))
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "none").path))
    }
  }

  private struct Missing: Error {}

  private func json(_ shell: Shell, _ command: String) async throws -> [String: JSONValue] {
    let step = try await shell.run(command)
    try #require(step.status == 0, "\(command): \(step.errorOutput)")
    return try JSONDecoder().decode([String: JSONValue].self, from: Data(step.output.utf8))
  }
}
