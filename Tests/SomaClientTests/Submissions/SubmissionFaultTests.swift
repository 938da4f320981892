import SomaWire
import FaultServer
import Foundation
import SomaClient
import SomaTypes
import TestSupport
import Testing

@Suite("A submission over a real socket, when things go wrong", .timeLimit(.minutes(2)))
struct SubmissionFaultTests {
  private let signed: SignedTransaction
  private let ledger: LedgerNode

  init() throws {
    signed = try RecordedCall.named("report_model").signed
    ledger = LedgerNode(try Recorded.coins(1))
  }

  /// What is known after a submission to a node that does this, before or after it executed.
  private func known(
    _ script: Script, executes: Bool = true, deadline: Duration = .seconds(60),
    settings: ConnectionSettings = testSettings()
  ) async throws -> Known {
    ledger.script.on(Method.execute) { [ledger] call in
      let answer = executes ? ledger.answer(to: call) : []
      return script.isEmpty ? answer : script
    }
    return try await withSocketChain(ledger.script, settings: settings) { chain in
      // So that a short deadline is not spent on connecting.
      ledger.script.on(Method.getBalance, .reply([8, 5]))
      _ = try await chain.balance(of: .zero)
      return Known(await chain.submit(signed, deadline: deadline))
    }
  }

  /// What is known after a submission to a server that is no node.
  private func known(
    at url: String, deadline: Duration = .seconds(60),
    settings: ConnectionSettings = testSettings()
  ) async throws -> Known {
    try await withConnection(to: [Endpoint(url)], settings: settings) {
      Known(await Chain($0).submit(signed, deadline: deadline))
    }
  }

  @Test("an answer")
  func answered() async throws {
    #expect(try await known([]) == .ran)
    #expect(ledger.received == [signed])
  }

  @Test("an answer that takes its time")
  func slow() async throws {
    let gate = Gate()
    ledger.submissions(.after(gate))
    let known = try await withSocketChain(ledger.script) { chain in
      async let outcome = chain.submit(signed)
      await ledger.script.waitForCalls(1)
      gate.open()
      return Known(await outcome)
    }
    #expect(known == .ran)
  }

  @Test(
    "no answer, until the deadline", arguments: [[.silence], [.headers, .silence]] as [Script])
  func silent(script: Script) async throws {
    #expect(
      try await known(script, deadline: .seconds(1))
        == .unknown(.call(.deadlineExceeded, .sent)))
  }

  @Test("a reply that is lost after the execution", arguments: [true, false])
  func lostReply(executes: Bool) async throws {
    #expect(try await known([.cut], executes: executes) == .unknown(.call(.unavailable, .sent)))
    #expect(ledger.received == (executes ? [signed] : []))
  }

  @Test(
    "a reply that is cut in the middle, reset, or ends without a status",
    arguments: [
      ([.headers, .data([0, 0, 0, 1, 0, 1, 2, 3]), .cut], .call(.unavailable, .sent)),
      ([.headers, .data([0, 0, 0, 1, 0, 1, 2, 3]), .reset(8)], .call(.unavailable, .sent)),
      ([.headers, .data([0, 0, 0, 1, 0, 1, 2, 3]), .ok], .call(.internal, .unreadable)),
      ([.headers, .data([0, 0, 0, 0, 0]), .endStream], .call(.internal, .unreadable)),
      ([.goAway(lastStream: 0), .silence], .call(.unavailable, .sent)),
      ([.headers, .message([0xff]), .ok], .call(.internal, .unreadable)),
      (.reply([], []), .call(.internal, .unreadable)),
      ([.http(502)], .call(.unavailable, .answered)),
    ] as [(Script, Known.Cause)])
  func broken(script: Script, cause: Known.Cause) async throws {
    #expect(try await known(script) == .unknown(cause))
    #expect(ledger.received == [signed])
  }

  @Test("a node that finishes what it has and goes away")
  func goesAway() async throws {
    ledger.script.on(Method.execute) { [ledger] call in
      [.goAway(lastStream: 99)] + ledger.answer(to: call)
    }
    let outcome = try await withSocketChain(ledger.script) { Known(await $0.submit(signed)) }
    #expect(outcome == .ran)
  }

  @Test("a reply above the limit")
  func oversize() async throws {
    let settings = testSettings { $0.maximumReplyBytes = 64 }
    #expect(
      try await known(.reply([UInt8](repeating: 0, count: 65)), settings: settings)
        == .unknown(.call(.internal, .unreadable)))
  }

  @Test("a node without an executor, or no node at all", arguments: [.failure(12), [.http(404)]])
  func noExecutor(script: Script) async throws {
    #expect(
      try await known(script, executes: false)
        == .cannotHaveRun(.call(.unimplemented, .answered)))
  }

  @Test("checkpoints that stall, over a socket")
  func stalls() async throws {
    ledger.script.on(Method.subscribe, [.headers, .silence])
    let submission = try await withSocketChain(ledger.script) {
      await $0.submit(signed, awaitingCheckpointFor: .milliseconds(200))
    }
    #expect(Known(submission.outcome) == .ran)
    #expect(submission.finality == .notSeen)
  }

  @Test("nothing listens, or nobody answers")
  func unreachable() async throws {
    let refused = try await withRefusingPort { try await known(at: "http://127.0.0.1:\($0)") }
    #expect(refused == .cannotHaveRun(.call(.unavailable, .notSent)))
    let deaf = try await withDeafPort {
      try await known(at: "http://127.0.0.1:\($0)", deadline: shortDeadline)
    }
    #expect(deaf == .cannotHaveRun(.call(.deadlineExceeded, .notSent)))
    let mute = try await withRawServer(.silence) {
      try await known(at: "http://127.0.0.1:\($0)", deadline: shortDeadline)
    }
    #expect(mute == .cannotHaveRun(.call(.deadlineExceeded, .notSent)))
  }

  @Test("a name that nobody knows")
  func unresolvable() async throws {
    #expect(
      try await known(at: "http://no.such.host.invalid:9000")
        == .cannotHaveRun(.call(.unavailable, .notSent)))
  }

  @Test("a web server of the old kind")
  func oldWebServer() async throws {
    let text = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
    let result = try await withRawServer(.text(text)) {
      try await known(at: "http://127.0.0.1:\($0)")
    }
    #expect(result == .cannotHaveRun(.call(.unavailable, .notSent)))
  }

  @Test("a certificate of an authority that we do not know")
  func unknownAuthority() async throws {
    let result = try await withTemporaryDirectory { directory in
      let identity = try TestAuthority(in: directory).issue(["DNS:localhost"])
      return try await withHTTP2Node(ledger.script, identity: identity) { port in
        try await known(at: "https://localhost:\(port)")
      }
    }
    #expect(result == .cannotHaveRun(.call(.unavailable, .notSent)))
    #expect(ledger.script.calls.isEmpty)
  }

  @Test("a wallet against a node that executes and loses the reply gets it by asking again")
  func recovers() async throws {
    ledger.submissions(.lost, .answered)
    try await withSocketChain(ledger.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      let error = await #expect(throws: WalletError.self) { try await wallet.reportModel(.zero) }
      guard case .unresolved(let sent, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      let executed = try await wallet.resubmit(sent)
      #expect(executed.effects.transactionDigest == sent.data.digest)
    }
    #expect(Set(ledger.received.map(\.data.digest)).count == 1)
  }
}
