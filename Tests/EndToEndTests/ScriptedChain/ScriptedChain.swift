import FaultServer
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Synchronization

/// A node that shows a small chain which never changes, and lets every transaction run.
///
/// Effects have what a client checks: the inputs, and what must be created. Nothing is booked.
final class ScriptedChain: Sendable {
  /// What becomes of transactions.
  enum Trouble {
    case none
    /// They run and fail.
    case failure(ExecutionFailure)
    /// They fail already when they are tried out.
    case failureOfSimulation(ExecutionFailure)
    /// The connection breaks once they have arrived.
    case lostReply
    /// So does it here, but they run, and the node shows them when it is asked.
    case lostReplyOfKnown
    /// So does it here, and a checkpoint has them only after the node was asked once.
    case lostReplyOfUnsettled
    /// They arrive, and nothing is heard of them.
    case silence
    /// The node refuses the request before anything runs it.
    case refusal
    /// The node shows no checkpoints.
    case noCheckpoints
  }

  let script = NodeScript()
  private let contents: ChainContents
  private let trouble: Trouble
  private let executed = Mutex<[TransactionDigest: ExecutedTransaction]>([:])
  private let subscribers = Mutex<[AsyncStream<[UInt8]>.Continuation]>([])

  /// Sets a stage by its name.
  init(scenario: String) throws {
    var contents = try ChainContents()
    var trouble = Trouble.none
    switch scenario {
    case "ordinary": break
    case "poor": contents.coins = [ChainContents.coin(0xd1, holding: 900)]
    case "empty": contents.coins = []
    case "behind": contents.fallBehind()
    case "later": contents.goOn(to: 9)
    case "naming": try contents.nameObject("0a1b2c3d-00112233445566778899aabbccddeeff")
    case "other": contents.info.chainID = CheckpointDigest(Bytes32(repeating: 0x77))
    case "newer": contents.protocolConfig.protocolVersion = 6
    case "unparsable": contents.damagedModel = "not an id\u{1b}[31m"
    case "hostile": contents.setHostileTexts()
    case "failing": trouble = .failure(.modelNotActive)
    case "refusing": trouble = .failureOfSimulation(.notModelOwner)
    case "lost": trouble = .lostReply
    case "unheard": trouble = .lostReplyOfKnown
    case "unsettled": trouble = .lostReplyOfUnsettled
    case "silent": trouble = .silence
    case "strict": trouble = .refusal
    case "stalled": trouble = .noCheckpoints
    case "sick": contents.isScoringHealthy = false
    default: throw UnknownScenario(name: scenario)
    }
    self.contents = contents
    self.trouble = trouble
    answerReads()
    answerSubmissions()
    answerServices()
  }

  private func answerReads() {
    let contents = contents
    script.on(
      "soma.rpc.LedgerService/GetServiceInfo",
      .reply(bytes(Soma_Rpc_GetServiceInfoResponse(contents.info))))
    answer("soma.rpc.LedgerService/GetEpoch") { contents.epoch($0) }
    answer("soma.rpc.LedgerService/GetObject") {
      contents.object(try ObjectRequest($0).id).map(Soma_Rpc_GetObjectResponse.init(_:))
    }
    answer("soma.rpc.LedgerService/GetTransaction") {
      [self] (message: Soma_Rpc_GetTransactionRequest) in
      let digest = try TransactionRequest(message).digest
      let known =
        executed.withLock { executed in
          let known = executed[digest]
          executed[digest]?.checkpoint = 43
          return known
        } ?? contents.transaction(digest)
      return known.map { Soma_Rpc_GetTransactionResponse($0) }
    }
    answer("soma.rpc.LedgerService/GetCheckpoint") { (_: Soma_Rpc_GetCheckpointRequest) in
      Soma_Rpc_GetCheckpointResponse(contents.checkpoint)
    }
    answer("soma.rpc.StateService/ListOwnedObjects") {
      Soma_Rpc_ListOwnedObjectsResponse(contents.owned(try OwnedObjectsRequest($0)))
    }
    answer("soma.rpc.StateService/GetBalance") { (_: Soma_Rpc_GetBalanceRequest) in
      Soma_Rpc_GetBalanceResponse(contents.balance)
    }
    answer("soma.rpc.StateService/ListTargets") { (_: Soma_Rpc_ListTargetsRequest) in
      Soma_Rpc_ListTargetsResponse(TargetsPage(targets: contents.targets))
    }
    answer("soma.rpc.StateService/GetTarget") { message in
      let id = try TargetRequest(message).id
      return contents.targets.first { $0.id == id }.map(Soma_Rpc_GetTargetResponse.init(_:))
    }
  }

  private func answerSubmissions() {
    let trouble = trouble
    answer("soma.rpc.TransactionExecutionService/SimulateTransaction") { message in
      var status = ExecutionStatus.success
      if case .failureOfSimulation(let failure) = trouble { status = .failure(failure) }
      return Soma_Rpc_SimulateTransactionResponse(
        ExecutedTransaction(running: try SimulateRequest(message).data, status: status))
    }
    script.on("soma.rpc.TransactionExecutionService/ExecuteTransaction") { [self] call in
      var status = ExecutionStatus.success
      switch trouble {
      case .lostReply: return [.cut]
      case .lostReplyOfKnown, .lostReplyOfUnsettled:
        let request = try? ExecuteRequest(
          Soma_Rpc_ExecuteTransactionRequest(serializedBytes: call.message))
        guard let data = request?.transaction.data else { return [.cut] }
        var known = ExecutedTransaction(running: data, status: .success)
        known.digest = data.digest
        if case .lostReplyOfKnown = trouble {
          known.checkpoint = 43
        } else {
          known.balanceChanges = []
        }
        executed.withLock { $0[data.digest] = known }
        return [.cut]
      case .silence: return [.silence]
      case .refusal: return .failure(12, "This node does not run transactions.")
      case .failure(let failure): status = .failure(failure)
      case .none, .failureOfSimulation, .noCheckpoints: break
      }
      return scripted { () -> Soma_Rpc_ExecuteTransactionResponse in
        let request = try ExecuteRequest(
          Soma_Rpc_ExecuteTransactionRequest(serializedBytes: call.message))
        let data = request.transaction.data
        notice(43, [data.digest])
        return .init(ExecutedTransaction(running: data, status: status))
      }
    }
    script.on("soma.rpc.SubscriptionService/SubscribeCheckpoints") { [self] _ in
      if case .noCheckpoints = trouble { return .failure(12, "This node has no subscriptions.") }
      let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
      subscribers.withLock { $0.append(continuation) }
      notice(41, [])
      notice(42, [.zero, TransactionDigest(Bytes32(repeating: 1))])
      return [.headers, .relay(stream)]
    }
  }

  /// BCS over gRPC, all on the one port.
  private func answerServices() {
    let contents = contents
    script.on("faucet.Faucet/RequestGas", .reply(contents.faucetReply))
    script.on("admin.Admin/AdvanceEpoch", .reply([8, 0, 0, 0, 0, 0, 0, 0]))
    script.on("scoring.Scoring/Score", .reply(contents.scoreReply))
    script.on("scoring.Scoring/Health", .reply([contents.isScoringHealthy ? 1 : 0]))
  }

  /// Tells all subscribers of a checkpoint.
  private func notice(_ number: CheckpointSequenceNumber, _ transactions: [TransactionDigest]) {
    let checkpoint = Soma_Rpc_Checkpoint.with { checkpoint in
      checkpoint.transactions = transactions.map { digest in
        .with { $0.digest = digest.description }
      }
    }
    let message = bytes(
      Soma_Rpc_SubscribeCheckpointsResponse(sequenceNumber: number, checkpoint: checkpoint))
    subscribers.withLock { for subscriber in $0 { subscriber.yield(message) } }
  }

  private func bytes<M: Message>(_ message: M) -> [UInt8] {
    (try? message.serializedBytes()) ?? []  // an empty message fails the test that sees it
  }

  /// Answers a method by its request; NOT_FOUND where there is nothing.
  private func answer<Request: Message, Reply: Message>(
    _ method: String, _ reply: @escaping @Sendable (Request) throws -> Reply?
  ) {
    script.on(method) { call in
      scripted { try reply(Request(serializedBytes: call.message)) }
    }
  }
}

/// A reply, NOT_FOUND for none, INVALID_ARGUMENT for a request that cannot be read.
private func scripted<Reply: Message>(_ reply: () throws -> Reply?) -> Script {
  do {
    guard let reply = try reply() else { return .failure(5, "There is no such thing.") }
    return .reply(try reply.serializedBytes())
  } catch {
    return .failure(3, "\(error)")
  }
}
