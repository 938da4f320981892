public import SomaTypes
import SomaWire

extension Wallet {
  /// Creates a model and commits its first release: what older SDKs did in one transaction.
  ///
  /// These are two now, with two fees. The reveal is due in the epoch after the one in which the commit
  /// ran.
  ///
  /// - Parameters:
  ///   - release: What is promised. Keep it: the reveal needs the same key and the same floats.
  ///   - commission: The owner's part of rewards.
  ///   - stake: At least the live `model_min_stake`, which is taken when this is `nil`.
  ///   - journal: Called with each of the two before it leaves.
  /// - Returns: The model's id.
  /// - Throws: ``CommitModelError``, which says what is owed.
  public func commitModel(
    _ release: ModelRelease, commission: BasisPoints, stake: Amount? = nil,
    journal: @escaping @Sendable (SignedTransaction) async throws -> Void = { _ in }
  ) async throws(CommitModelError) -> ModelID {
    let id: ModelID
    let due: Epoch?
    do {
      let created = try await createModel(stake: stake, commission: commission, journal: journal)
      id = created.id
      due = created.executed.effects.executedEpoch.next
    } catch let error as WalletError {
      guard case .unresolved(let transaction, _) = error else { throw .notCreated(error) }
      throw .mayBeCreated(.derived(from: transaction.data.digest, creationNumber: 0), error)
    } catch {
      throw .notCreated(error)
    }
    do {
      try await commit(release, to: id, journal: journal)
    } catch let error as WalletError {
      guard case .unresolved = error else { throw .notCommitted(id, due: due, error) }
      throw .mayBeCommitted(id, due: due, error)
    } catch {
      throw .notCommitted(id, due: due, error)
    }
    return id
  }
}
