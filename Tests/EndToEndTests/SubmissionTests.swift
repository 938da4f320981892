import FaultServer
import Foundation
import TestSupport
import Testing

@Suite("Submissions that do not end as they should")
struct SubmissionTests {
  private static let key = String(repeating: "1", count: 64)
  private static let transfer =
    "steward chain transfer 1SOMA 0x\(String(repeating: "5b", count: 32)) --secret-file key"

  private struct Captured: Decodable {
    struct Row: Decodable {
      let kind: String
      let txBcsHex: String
      let signedTransactionBcsHex: String
    }
    let transactions: [Row]
  }

  private func row(of kind: String) throws -> Captured.Row {
    try #require(
      try vectors("transactions", as: Captured.self, in: .module).transactions
        .first { $0.kind == kind })
  }

  @Test("a signal while nobody knows says so, keeps the bytes, and ends with 129, 130 or 143")
  func interrupted() async throws {
    for (signal, status) in [(SIGINT, Int32(130)), (SIGTERM, 143), (SIGHUP, 129)] {
      let chain = try ScriptedChain(scenario: "silent")
      try await withTemporaryDirectory { directory in
        try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
        try await withHTTP2Node(chain.script) { port in
          let step = try await Shell(directory: directory).run(
            "chmod 600 key; exec \(Self.transfer) --rpc http://127.0.0.1:\(port)"
          ) { process in
            await chain.script.waitForCall(of: "ExecuteTransaction")
            kill(process, signal)
          }
          #expect(step.status == status)
          #expect(step.output == "")
          #expect(step.errorOutput.contains("[submission.unresolved]"))
          #expect(step.errorOutput.contains("rpc.cancelled"))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(files.count { $0.hasSuffix(".signed") } == 1)
      }
    }
  }

  @Test("the bytes are in a file before they leave, whatever ends the process")
  func killed() async throws {
    let chain = try ScriptedChain(scenario: "silent")
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        _ = try await Shell(directory: directory).run(
          "chmod 600 key; exec \(Self.transfer) --rpc http://127.0.0.1:\(port)"
        ) { process in
          await chain.script.waitForCall(of: "ExecuteTransaction")
          kill(process, SIGKILL)
        }
        let step = try await Shell(directory: directory).run(
          "stat -c %a *.signed; steward tx inspect --file *.signed | grep valid")
        #expect(step.output.hasPrefix("600\n"))
        #expect(step.output.hasSuffix("yes"))
      }
    }
  }

  @Test(
    "after a lost reply a checkpoint is awaited as ever, and nothing is said that is not known",
    arguments: [("", "checkpoint      43"), (" --no-wait", "balanceChanges  not known")])
  func unsettled(option: String, expected: String) async throws {
    let chain = try ScriptedChain(scenario: "unsettled")
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        let step = try await Shell(directory: directory).run(
          "chmod 600 key; \(Self.transfer)\(option) --rpc http://127.0.0.1:\(port)")
        #expect(step.status == 0)
        #expect(step.output.contains(expected), "\(step.output)")
        #expect(step.output.contains("not awaited") == !option.isEmpty)
      }
    }
  }

  @Test("a stream of checkpoints that the node ends is no success")
  func endedStream() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    chain.script.on("soma.rpc.SubscriptionService/SubscribeCheckpoints", .reply([]))
    try await withTemporaryDirectory { directory in
      try await withHTTP2Node(chain.script) { port in
        let step = try await Shell(directory: directory).run(
          "steward chain checkpoint --follow --rpc http://127.0.0.1:\(port)")
        #expect(step.status == 9)
        #expect(step.errorOutput.contains("[chain.followEnded]"))
      }
    }
  }

  @Test("what ran before is shown at once, and not sent again")
  func ranBefore() async throws {
    let chain = try ScriptedChain(scenario: "unheard")
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        let rpc = "--rpc http://127.0.0.1:\(port)"
        let step = try await Shell(directory: directory).run(
          """
          chmod 600 key; \(Self.transfer) --export file \(rpc) >/dev/null
          steward tx submit --file file \(rpc) && steward tx submit --file file \(rpc)
          """)
        #expect(step.status == 0)
        #expect(step.output.components(separatedBy: "checkpoint     43").count == 3)
      }
    }
    #expect(chain.script.calls.count { $0.method.hasSuffix("/ExecuteTransaction") } == 1)
  }

  @Test("a report that is lost does not ask for a second transaction")
  func lostReport() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    let address = String(repeating: "5b", count: 32)
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        let url = "http://127.0.0.1:\(port)"
        for (command, lookUp) in [
          ("\(Self.transfer) --rpc \(url)", "steward chain transaction "),
          ("steward chain faucet \(address) --faucet \(url)", "steward wallet balance "),
          ("steward chain advance-epoch --admin \(url)", "steward chain epoch"),
        ] {
          let step = try await Shell(directory: directory).run(
            "chmod 600 key; \(command) > /dev/full")
          #expect(step.status == 1)
          #expect(step.errorOutput.contains("[output.reportLost]"), "\(command)")
          #expect(step.errorOutput.contains("Do not run the command again."))
          #expect(step.errorOutput.contains(lookUp))
        }
      }
    }
  }

  @Test("a faucet or an epoch whose reply is lost is not to be tried again at once")
  func lostReplyOfService() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    chain.script.on("faucet.Faucet/RequestGas") { _ in [.cut] }
    chain.script.on("admin.Admin/AdvanceEpoch") { _ in [.cut] }
    let address = String(repeating: "5b", count: 32)
    try await withTemporaryDirectory { directory in
      try await withHTTP2Node(chain.script) { port in
        let url = "http://127.0.0.1:\(port)"
        for (command, code) in [
          ("steward chain faucet \(address) --faucet \(url)", "faucet.unresolved"),
          ("steward chain advance-epoch --admin \(url)", "chain.epochUnresolved"),
        ] {
          let step = try await Shell(directory: directory).run(command)
          #expect(step.status == 1)
          #expect(step.errorOutput.contains("[\(code)]"))
          #expect(!step.errorOutput.contains("Try again"))
        }
      }
    }
  }

  @Test("a stream that nobody reads ends")
  func closedStream() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    try await withTemporaryDirectory { directory in
      try await withHTTP2Node(chain.script) { port in
        // The reader is gone before the first line: no race between the two.
        let step = try await Shell(directory: directory).run(
          """
          mkfifo pipe; { exec 3<pipe; exec 3<&-; touch closed; } &
          exec >pipe; while [ ! -e closed ]; do :; done
          exec timeout 60 steward chain checkpoint --follow --rpc http://127.0.0.1:\(port)
          """)
        #expect(step.status == 0)
        #expect(step.errorOutput == "")
      }
    }
  }

  @Test("a signal before anything was sent leaves nothing behind")
  func interruptedEarly() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    chain.script.on("soma.rpc.StateService/ListOwnedObjects") { _ in [.silence] }
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        let step = try await Shell(directory: directory).run(
          "chmod 600 key; exec \(Self.transfer) --rpc http://127.0.0.1:\(port)"
        ) { process in
          await chain.script.waitForCall(of: "ListOwnedObjects")
          kill(process, SIGINT)
        }
        #expect(step.status == 130)
        #expect(step.errorOutput.contains("[rpc.cancelled]"))
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      #expect(!files.contains { $0.hasSuffix(".signed") })
    }
    #expect(!chain.script.calls.contains { $0.method.hasSuffix("/ExecuteTransaction") })
  }

  @Test("a reveal is never sent by hand, and its key shows nowhere")
  func reveal() async throws {
    let signed = try row(of: "RevealModel").signedTransactionBcsHex
    let chain = try ScriptedChain(scenario: "ordinary")
    try await withTemporaryDirectory { directory in
      try Data(signed.utf8).write(to: directory.appending(path: "reveal"))
      try await withHTTP2Node(chain.script) { port in
        let step = try await Shell(directory: directory).run(
          "steward tx submit --file reveal --rpc http://127.0.0.1:\(port)")
        #expect(step.status == 5)
        #expect(step.errorOutput.contains("[tx.reveal]"))
        #expect(!step.errorOutput.contains(signed.dropFirst(84).prefix(64)))
      }
    }
    #expect(chain.script.calls.isEmpty)
  }

  @Test("what is not signed, or badly, is not sent")
  func unsigned() async throws {
    let row = try row(of: "DeactivateModel")
    var damaged = Array(row.signedTransactionBcsHex)
    let index = damaged.count - 2 * 60  // inside the 64 bytes of the signature
    damaged[index] = damaged[index] == "0" ? "1" : "0"
    let chain = try ScriptedChain(scenario: "ordinary")
    try await withTemporaryDirectory { directory in
      try await withHTTP2Node(chain.script) { port in
        for (hex, code) in [(row.txBcsHex, "tx.unsigned"), (String(damaged), "tx.badSignature")] {
          let step = try await Shell(directory: directory).run(
            "steward tx submit \(hex) --rpc http://127.0.0.1:\(port)")
          #expect(step.status == 5)
          #expect(step.errorOutput.contains("[\(code)]"))
        }
      }
    }
    #expect(chain.script.calls.isEmpty)
  }

  @Test("nodes of different chains are refused before anything is signed or sent")
  func differentChains() async throws {
    let first = try ScriptedChain(scenario: "ordinary")
    let other = try ScriptedChain(scenario: "other")
    let signed = try row(of: "TransferCoin").signedTransactionBcsHex
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(first.script) { port in
        try await withHTTP2Node(other.script) { otherPort in
          for command in [
            Self.transfer, "\(Self.transfer) --dry-run", "\(Self.transfer) --export file",
            "steward tx submit \(signed)",
          ] {
            let step = try await Shell(directory: directory).run(
              "chmod 600 key; \(command) --rpc http://127.0.0.1:\(port) "
                + "--rpc http://127.0.0.1:\(otherPort)")
            #expect(step.status == 5, "\(command)")
            #expect(step.errorOutput.contains("[nodes.differentChains]"))
            #expect(step.output == "")
          }
        }
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      #expect(files.filter { !$0.hasPrefix(".") } == ["key"])
    }
    for call in first.script.calls + other.script.calls {
      #expect(call.method.hasSuffix("/GetServiceInfo"))
    }
  }

  @Test("a dry run, an export and a refusal send nothing to be executed")
  func nothingSent() async throws {
    let chain = try ScriptedChain(scenario: "ordinary")
    let model = "0x" + String(repeating: "b3", count: 32)
    try await withTemporaryDirectory { directory in
      try Data(Self.key.utf8).write(to: directory.appending(path: "key"))
      try await withHTTP2Node(chain.script) { port in
        for (command, status) in [
          ("\(Self.transfer) --dry-run", Int32(0)), ("\(Self.transfer) --export file", 0),
          ("steward chain deactivate \(model) --secret-file key", 3),
          ("steward chain deactivate \(model) --dry-run --secret-file key", 0),
        ] {
          let step = try await Shell(directory: directory).run(
            "chmod 600 key; \(command) --rpc http://127.0.0.1:\(port)")
          #expect(step.status == status, "\(command)")
        }
      }
    }
    #expect(!chain.script.calls.isEmpty)
    #expect(!chain.script.calls.contains { $0.method.hasSuffix("/ExecuteTransaction") })
  }
}
