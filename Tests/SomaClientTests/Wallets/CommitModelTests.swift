import SomaWire
import Diagnostics
import FaultServer
import SomaClient
import SomaTypes
import Synchronization
import Testing
import WireVectors

@Suite("A first commit says what it leaves owed", .timeLimit(.minutes(1)))
struct CommitModelTests {
  /// What `commitModel` threw, and the node it spoke to.
  private func commit(
    _ fates: [LedgerNode.Fate], failing failure: ExecutionFailure? = nil, after executed: Int = 0,
    journal: @escaping @Sendable (SignedTransaction) async throws -> Void = { _ in }
  ) async throws -> (error: CommitModelError?, node: LedgerNode, created: ModelID?) {
    let node = LedgerNode(try Recorded.coins(2))
    node.submissions(fates)
    if let failure {
      let count = Mutex(0)
      node.with {
        $0.distort = { done in
          let number = count.withLock { count in
            count += 1
            return count
          }
          if number > executed { done.effects.status = .failure(failure) }
        }
      }
    }
    let release = try Models.release()
    let error = try await withChain(node.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      do throws(CommitModelError) {
        _ = try await wallet.commitModel(
          release, commission: 500, stake: 2_500_000_000, journal: journal)
        return nil as CommitModelError?
      } catch {
        return error
      }
    }
    let created = node.received.first.map {
      ModelID.derived(from: $0.data.digest, creationNumber: 0)
    }
    return (error, node, created)
  }

  @Test("two transactions, the first as recorded, each journaled before it leaves")
  func succeeds() async throws {
    let node = LedgerNode(try Recorded.coins(1))
    let journal = Mutex<[SignedTransaction]>([])
    let release = try Models.release()
    let id = try await withChain(node.script) { chain in
      try await Wallet(Recorded.signer(), on: chain).commitModel(
        release, commission: 500, stake: 2_500_000_000
      ) { signed in
        #expect(node.received.count == journal.withLock { $0.count })
        journal.withLock { $0.append(signed) }
      }
    }
    let create = try RecordedCall.named("create_model")
    #expect(node.received.first == create.signed)
    #expect(id.description == create.modelID)
    #expect(node.received.last?.data.kind == .commitModel(release.commit(to: id)))
    #expect(node.received.count == 2)
    #expect(journal.withLock { $0 } == node.received)
  }

  @Test("not created: nothing is owed")
  func notCreated() async throws {
    let (unreached, node, _) = try await commit([.unimplemented])
    guard case .notCreated(let cause as WalletError) = unreached, case .notSubmitted = cause else {
      Issue.record("\(String(describing: unreached))")
      return
    }
    #expect(node.received.isEmpty)
    let (failed, other, _) = try await commit([.answered], failing: .modelMinStakeNotMet)
    guard case .notCreated(let cause as WalletError) = failed, case .failed = cause else {
      Issue.record("\(String(describing: failed))")
      return
    }
    #expect(other.received.count == 1)
    struct Full: Error {}
    let (unwritten, third, _) = try await commit([.answered]) { _ in throw Full() }
    guard case .notCreated(is Full) = unwritten else {
      Issue.record("\(String(describing: unwritten))")
      return
    }
    #expect(third.received.isEmpty)
  }

  @Test("perhaps created: its id is known, and nothing is committed to")
  func mayBeCreated() async throws {
    let (error, node, created) = try await commit([.lost])
    guard case .mayBeCreated(let id, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id == created)
    #expect(node.received.count == 1)
    #expect(error?.diagnostic.detail.contains("\(id)") == true)
  }

  @Test("created and not committed: by when, from the epoch in which it was created")
  func notCommitted() async throws {
    let attempts: [([LedgerNode.Fate], ExecutionFailure?)] = [
      ([.answered, .unimplemented], nil), ([.answered, .answered], .modelInvalidState),
    ]
    for (fates, failure) in attempts {
      let (error, _, created) = try await commit(fates, failing: failure, after: 1)
      guard case .notCommitted(let id, due: let due, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(id == created)
      #expect(due == 8)
      #expect(error?.diagnostic.detail.contains("epoch 8") == true)
    }
  }

  @Test("created and perhaps committed")
  func mayBeCommitted() async throws {
    let (error, node, created) = try await commit([.answered, .lost])
    guard case .mayBeCommitted(let id, due: let due, let cause as WalletError) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id == created)
    #expect(due == 8)
    #expect(cause.digest == node.received.last?.data.digest)
  }

  @Test("the four have codes of their own")
  func explains() {
    let cause = CoinSelectionError.noCoin
    let errors: [CommitModelError] = [
      .notCreated(cause), .mayBeCreated(.zero, cause), .notCommitted(.zero, due: nil, cause),
      .mayBeCommitted(.zero, due: 3, cause),
    ]
    #expect(Set(errors.map(\.diagnostic.code)).count == 4)
    #expect(errors.allSatisfy { $0.diagnostic.detail.contains("coins.noCoin") })
  }
}
