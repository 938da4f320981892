public import SomaTypes
public import SomaWire

extension Chain {
  /// Asks every node at once what a signed transaction did.
  ///
  /// Only a reply counts that fits what was signed, as after a submission. A node that does not know it,
  /// or cannot answer, proves nothing.
  ///
  /// - Parameters:
  ///   - transaction: What may have run.
  ///   - limit: How long each node may take, further tries included.
  ///   - pauses: How long to wait before each further try, while nobody knows it.
  /// - Returns: What it did, as the first of the nodes says that knows it; `nil` when none does.
  public func find(
    _ transaction: SignedTransaction, within limit: Duration = .seconds(5), pauses: [Duration] = []
  ) async -> ExecutedTransaction? {
    let end = ContinuousClock.now + limit
    for pause in [.zero] + pauses {
      // A cancelled task waits and asks no more.
      do { try await Task.sleep(for: pause) } catch { return nil }
      guard ContinuousClock.now < end else { return nil }
      let found = await connection.each { channel -> ExecutedTransaction? in
        var channel = channel
        channel.latest = end
        do {
          guard let executed = try await channel.transaction(transaction.data.digest) else {
            return nil
          }
          try executed.checkThatItRan(transaction.data)
          return executed
        } catch {
          return nil
        }
      }
      let known = found.compactMap(\.self)
      if let executed = known.first(where: { $0.checkpoint != nil }) ?? known.first {
        return executed
      }
    }
    return nil
  }

  /// Looks for an input that another transaction has used since, as two programs over one account do to
  /// each other.
  ///
  /// - Returns: The input and the other transaction, as some node shows them; `nil` when none does.
  public func rival(
    of transaction: SignedTransaction, within limit: Duration = .seconds(5)
  ) async -> (input: ObjectID, digest: TransactionDigest)? {
    let end = ContinuousClock.now + limit
    let digest = transaction.data.digest
    let inputs = transaction.data.ownedInputs
    return await connection.each { channel -> (input: ObjectID, digest: TransactionDigest)? in
      var channel = channel
      channel.latest = end
      for input in inputs {
        let message = ObjectRequest(id: input.id).message()
        guard let reply = try? await channel.call(NodeMethods.getObject, message),
          let object = try? SomaObject(reply), object.id == input.id,
          object.version > input.version, object.previousTransaction != digest
        else { continue }
        return (input.id, object.previousTransaction)
      }
      return nil
    }.compactMap(\.self).first
  }
}
