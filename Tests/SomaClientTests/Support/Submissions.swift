import Diagnostics
import FaultServer
import SomaClient
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import WireVectors

/// What a submission came to, without the details that no program decides by.
enum Known: Equatable, Sendable {
  case ran
  case cannotHaveRun(Cause)
  case unknown(Cause)

  enum Cause: Equatable, Sendable {
    case call(StatusCode, RPCFailure.Stage)
    case wire(WireError)
    case reply(ReplyError)
  }

  init(_ outcome: SubmissionOutcome) {
    switch outcome {
    case .ran: self = .ran
    case .cannotHaveRun(let problem): self = .cannotHaveRun(Cause(problem))
    case .unknown(let problem): self = .unknown(Cause(problem))
    }
  }
}

extension Known.Cause {
  init(_ problem: SubmissionProblem) {
    switch problem {
    case .call(let failure): self = .call(failure.code, failure.stage)
    case .wire(let error): self = .wire(error)
    case .reply(let error): self = .reply(error)
    }
  }
}

/// What a wallet's call threw, without the details; `nil` if it threw nothing.
func thrown(_ body: () async throws -> Void) async -> String? {
  do {
    try await body()
    return nil
  } catch let error as WalletError {
    return error.diagnostic.code
  } catch let error as CoinSelectionError {
    return error.diagnostic.code
  } catch let error as ModelCallError {
    return error.diagnostic.code
  } catch {
    return "\(error)"
  }
}

extension LedgerNode {
  /// What happens to the submissions, one after the other; the last one to all that follow.
  enum Fate: Sendable {
    /// It is executed, and answered.
    case answered
    /// It is executed, and the connection is cut before the answer.
    case lost
    /// It is not executed, because nothing that could has seen it.
    case unimplemented
    /// The connection is cut before anything happens.
    case dropped
    /// It is executed and answered after the gate has opened.
    case after(Gate)
    /// Nothing happens, for ever.
    case ignored
  }

  func submissions(_ fates: Fate...) { submissions(fates) }

  func submissions(_ fates: [Fate]) {
    let left = Remaining(fates)
    script.on(Method.execute) { [self] call in
      switch left.next() {
      case .answered: return answer(to: call)
      case .lost:
        _ = answer(to: call)
        return [.cut]
      case .unimplemented: return .failure(12)
      case .dropped: return [.cut]
      case .after(let gate):
        return [
          .later {
            await gate.wait()
            return self.answer(to: call)
          }
        ]
      case .ignored: return [.silence]
      }
    }
  }

  /// The methods that were called, in order, without those that only read constants.
  var methods: [String] {
    script.calls.map(\.method).filter { $0 != Method.getEpoch }
  }
}

extension LedgerNode {
  /// Answers simulations as if they were executions, and executes nothing.
  func simulates() {
    script.on(Method.simulate) { [self] call in
      do {
        let request = try SimulateRequest(
          Soma_Rpc_SimulateTransactionRequest(serializedBytes: call.message))
        let executed = try with { state in
          Result {
            var copy = state
            return try copy.execute(request.data)
          }
        }.get()
        return try .reply(Soma_Rpc_SimulateTransactionResponse(executed).bytes)
      } catch {
        return .failure(13, "\(error)")
      }
    }
  }
}
