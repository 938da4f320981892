import FaultServer
import SomaClient
import SomaTypes
import TestSupport
import Testing
import WireVectors

@Suite(
  "client_behaviour.json and flow.json: situations in which the real SDK guesses, waits or gives up",
  .timeLimit(.minutes(1)))
struct RecordedSituationTests {
  private let behaviour: JSONValue
  private let flow: JSONValue

  init() throws {
    behaviour = try vectors("client_behaviour")
    flow = try vectors("flow")
  }

  @Test("every situation is in one of these tests, or is about Python only")
  func complete() {
    #expect(
      Set(behaviour.members.keys) == [
        "already locked, parsable", "not available", "ObjectLockConflict no id", "unavailable",
        "internal", "checkpoint never arrives",
        // Our pings are rarer than such servers mind; see HTTP2Dialer and LifetimeTests.
        "checkpoint never arrives, server with gRPC-core default ping policy", "stream ends",
        "server delays subscribe headers until first checkpoint (5 s)",
        "no coins: deactivate_model", "no coins: transfer_coin", "no coins: merge_coins",
        "no coins: submit_data",
        "pagination with empty middle page",  // ChainReadTests
      ])
    #expect(
      Set(flow.members.keys) == [
        "checkpoint arrives before the execute reply", "pay_coins amounts none",
        "pay_coins amounts empty", "pay_coins none and empty give identical protobuf kind",
        "pay_coins none and empty give different digests", "tensor shape is lost in protobuf",
        "create_model id comes from the server's effects digest", "create_model without stake",
        "transfer_coin with a locked input coin",
        "get_balance issued while a transaction waits 3 s for its checkpoint took",
        "the same on a second SomaClient took", "two concurrent submits, 1 coin(s)",
        "two concurrent submits, 2 coin(s)", "unpacked floats parse in python reference",
        "check_api_version",  // we do not gate on it (NOTES A.12)
      ])
  }

  @Test("a refusal without fields leaves the outcome open, whatever its words, and is not repeated")
  func refusals() async throws {
    let codes: [String: (number: Int, code: StatusCode)] = [
      "FAILED_PRECONDITION": (9, .failedPrecondition), "INVALID_ARGUMENT": (3, .invalidArgument),
      "ABORTED": (10, .aborted), "UNAVAILABLE": (14, .unavailable), "INTERNAL": (13, .internal),
    ]
    var seen = 0
    for (name, row) in behaviour.members where row["grpc_code"] != .null {
      let (number, code) = try #require(codes[row["grpc_code"].string ?? ""])
      let ledger = LedgerNode(try Recorded.coins(1))
      ledger.script.on(Method.execute, .failure(number, row["server_message"].string ?? ""))
      let problem = try await withChain(ledger.script) { chain in
        await unresolved { try await Wallet(Recorded.signer(), on: chain).reportModel(.zero) }
      }
      #expect(problem == .call(code, .answered), "\(name)")
      #expect(ledger.methods.filter { $0 == Method.execute }.count == 1, "\(name)")
      seen += 1
    }
    #expect(seen == 5)
  }

  @Test("a locked input is not sent again under another signature")
  func lockedInput() async throws {
    #expect(flow["transfer_coin with a locked input coin"]["attempts"] == .number(6))
    let ledger = LedgerNode(try Recorded.coins(3))
    ledger.script.on(Method.execute, .failure(9, "already locked by a different transaction"))
    try await withChain(ledger.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      let problem = await unresolved { try await wallet.transferCoin(1000, to: .zero) }
      #expect(problem == .call(.failedPrecondition, .answered))
      let usable = try await wallet.usableCoins()
      #expect(usable.coins.count == 2)
    }
    #expect(ledger.methods.filter { $0 == Method.execute }.count == 1)
  }

  @Test(
    "without a coin nothing is signed or sent", arguments: ["flat", "transfer", "merge", "data"])
  func noCoins(call: String) async throws {
    let ledger = LedgerNode([])
    let signer = try TestSigner()
    let submission = try RecordedCall.named("submit_data_1_coins").submission
    let code = try await withChain(ledger.script) { chain in
      let wallet = Wallet(signer, on: chain)
      return await thrown {
        switch call {
        case "flat": try await wallet.deactivateModel(.zero)
        case "transfer": try await wallet.transferCoin(1, to: .zero)
        case "merge": try await wallet.mergeCoins()
        default: try await wallet.submitData(submission)
        }
      }
    }
    #expect(code == (call == "merge" ? "coins.nothingToMerge" : "coins.noCoin"))
    #expect(signer.signatures == 0)
  }

  @Test("a read goes through while a transaction waits for its checkpoint")
  func readsBeside() async throws {
    let ledger = LedgerNode(try Recorded.coins(1))
    let ended = Gate()
    ledger.script.on(Method.subscribe, [.headers, .wait(ended), .ok])
    ledger.script.on(Method.getBalance, .reply([8, 5]))
    try await withChain(ledger.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain, patience: .seconds(3600))
      async let done = wallet.reportModel(.zero)
      await ledger.script.waitForCalls(4)
      let balance = try await chain.balance(of: .zero)
      #expect(balance == 5)
      ended.open()
      _ = try await done
    }
  }

  /// Why an outcome is open; `nil` if it is not.
  private func unresolved(_ body: () async throws -> Void) async -> Known.Cause? {
    do {
      try await body()
      return nil
    } catch WalletError.unresolved(_, let problem) {
      return Known.Cause(problem)
    } catch {
      return nil
    }
  }
}
