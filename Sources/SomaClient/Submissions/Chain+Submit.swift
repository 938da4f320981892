import SomaProto
public import SomaTypes
import SomaWire

extension Chain {
  /// How long a node may take over a submission: it tries for 90 s by itself. Source: CHAIN 7.2.
  public static let submissionDeadline = Duration.seconds(100)

  /// Submits a signed transaction to one node, once.
  ///
  /// The bytes that leave are a function of the transaction alone, so the same one can be submitted
  /// again; the chain never executes it twice. A reply about anything else than what was signed counts
  /// as ``SubmissionOutcome/unknown(_:)``. Cancellation does too, once the request is on its way.
  ///
  /// A reveal publishes its key here, whatever comes of it.
  ///
  /// - Parameters:
  ///   - transaction: What to submit.
  ///   - deadline: For the call.
  /// - Returns: What is known of the transaction now.
  public func submit(
    _ transaction: SignedTransaction, deadline: Duration = submissionDeadline
  ) async -> SubmissionOutcome {
    await connection.preferred.submit(transaction, deadline: deadline)
  }

  /// Submits a signed transaction to one node after another, until one may have taken it.
  ///
  /// For bytes that are on record: whatever a node did with them, the others can be given them too.
  ///
  /// - Parameters:
  ///   - transaction: What to submit.
  ///   - attempt: Counts the submissions of these bytes from 0; each begins with another node, so that one
  ///     that takes them and does nothing does not get them for ever.
  ///   - deadline: For each call.
  /// - Returns: What is known of the transaction now; what the last node said, when none can have run it.
  public func submitAnywhere(
    _ transaction: SignedTransaction, attempt: UInt64 = 0, deadline: Duration = submissionDeadline
  ) async -> SubmissionOutcome {
    let channels = connection.channels
    let preferred = channels.firstIndex { $0.endpoint == connection.preferred.endpoint } ?? 0
    let start = preferred + Int(attempt % UInt64(channels.count))
    for offset in channels.indices.dropLast() {
      let outcome = await channels[(start + offset) % channels.count]
        .submit(transaction, deadline: deadline)
      guard case .cannotHaveRun = outcome else { return outcome }
    }
    return await channels[(start + channels.count - 1) % channels.count]
      .submit(transaction, deadline: deadline)
  }

  /// Submits a signed transaction and, if it runs, waits for a checkpoint that has it.
  ///
  /// The node is asked for its checkpoints before the transaction leaves, so none is missed. A node that
  /// does not give them delays the submission by at most `patience`, and prevents nothing.
  ///
  /// - Parameters:
  ///   - transaction: What to submit.
  ///   - patience: How long to wait for the checkpoint.
  ///   - deadline: For the submission itself.
  ///   - isFirst: Whether these bytes have never been submitted. Otherwise the checkpoint can be long
  ///     past, and the node is asked for it.
  /// - Returns: What is known of the transaction now, and whether a checkpoint has it.
  public func submit(
    _ transaction: SignedTransaction, awaitingCheckpointFor patience: Duration,
    deadline: Duration = submissionDeadline, isFirst: Bool = true
  ) async -> Submission {
    let channel = connection.preferred
    // Waiting for the subscription, submitting, and waiting for the checkpoint.
    let limit = patience + deadline + patience
    return await withCheckpoints(of: channel, for: limit, patience: patience) { notices in
      let outcome = await channel.submit(transaction, deadline: deadline)
      guard case .ran = outcome else { return Submission(outcome: outcome) }
      let digest = transaction.data.digest
      // A node that cannot say is no reason not to wait.
      if !isFirst, let past = try? await channel.transaction(digest)?.checkpoint {
        return Submission(outcome: outcome, finality: .inCheckpoint(past))
      }
      let found = await withDeadline(patience) {
        for await notice in notices where notice.transactions.contains(digest) {
          return .success(Submission.Finality.inCheckpoint(notice.sequenceNumber))
        }
        return .success(.notSeen)
      }
      guard case .success(let finality) = found else {
        return Submission(outcome: outcome, finality: .notSeen)
      }
      return Submission(outcome: outcome, finality: finality)
    }
  }

  /// Runs `body` beside a subscription, once that stands or has failed, or after `patience`.
  private func withCheckpoints<Value: Sendable>(
    of channel: RPCChannel, for limit: Duration, patience: Duration,
    _ body: @Sendable (AsyncStream<CheckpointNotice>) async -> Value
  ) async -> Value {
    let (notices, feed) = AsyncStream<CheckpointNotice>.makeStream()
    let (standing, stands) = AsyncStream<Never>.makeStream()
    return await withTaskGroup(of: Void.self) { group in
      group.addTask {
        // Whatever goes wrong here, the transaction is submitted, and then no checkpoint is seen.
        try? await channel.stream(
          NodeMethods.subscribeCheckpoints, SubscriptionRequest().message(), deadline: limit
        ) { replies in
          stands.finish()
          for try await notice in CheckpointNotices(replies) { feed.yield(notice) }
        }
        stands.finish()
        feed.finish()
      }
      _ = await withDeadline(patience) {
        for await _ in standing {}
        return .success(())
      }
      let value = await body(notices)
      group.cancelAll()
      return value
    }
  }
}

extension RPCChannel {
  /// Submits to this node.
  func submit(
    _ transaction: SignedTransaction, deadline: Duration
  ) async -> SubmissionOutcome {
    let message: Soma_Rpc_ExecuteTransactionRequest
    do throws(WireError) { message = try ExecuteRequest(transaction).message() } catch {
      return .cannotHaveRun(.wire(error))
    }
    let reply: Soma_Rpc_ExecuteTransactionResponse
    do throws(RPCFailure) {
      reply = try await call(NodeMethods.executeTransaction, message, deadline: deadline)
    } catch {
      return switch error.submissionVerdict {
      case .cannotHaveRun: .cannotHaveRun(.call(error))
      case .unknown: .unknown(.call(error))
      }
    }
    do throws(WireError) {
      let executed = try ExecutedTransaction(reply)
      do throws(ReplyError) {
        try executed.checkThatItRan(transaction.data)
        return .ran(executed)
      } catch {
        return .unknown(.reply(error))
      }
    } catch {
      return .unknown(.wire(error))
    }
  }
}
