public import SomaTypes

/// Decides which objects on a host may be deleted (promise P6).
///
/// An object goes when three things hold together: no model on chain names its ciphertext, nothing on
/// record here needs it, and both have been so for one whole epoch. What is seen for the first time to
/// be needed by nobody is only noted: whoever served it until a moment ago may still be asked for it in
/// this epoch (CHAIN 8.1).
public struct ObjectRetention: Equatable, Sendable {
  /// What keeps an object.
  public enum Need: Equatable, Sendable {
    /// A model on chain names it.
    case published(ModelID)
    /// An upload of it is under way.
    case upload
    /// An attempt on record, which may be about to commit to it, has not ended.
    case attempt
    /// A release on record has not been revealed yet, and will be served from it.
    case release
    /// It is a packet on record whose key nobody but us knows.
    case packet
  }

  /// What may happen to an object.
  public enum Verdict: Equatable, Sendable {
    /// It stays.
    case keep(Need)
    /// Nobody needs it; it may go from this epoch on. `nil` when there is no such epoch.
    case wait(until: Epoch?)
    /// It may go now.
    case delete
  }

  /// What models on chain name.
  public var published: PublishedNames

  /// What is needed by what is on record here, by the names of objects and of their ciphertexts.
  public var needs: [String: Need]

  /// Since which epoch objects have been needed by nobody, by their names.
  public var unneededSince: [String: Epoch]

  /// The epoch that runs.
  public var epoch: Epoch

  /// Joins what is known.
  public init(
    published: PublishedNames, needs: [String: Need], unneededSince: [String: Epoch], epoch: Epoch
  ) {
    self.published = published
    self.needs = needs
    self.unneededSince = unneededSince
    self.epoch = epoch
  }

  /// Judges an object.
  ///
  /// - Parameters:
  ///   - object: Its name.
  ///   - weights: The name of the ciphertext that it is, or is a packet for.
  /// - Returns: What may happen to it.
  public func verdict(on object: String, of weights: String) -> Verdict {
    if let model = published[weights] { return .keep(.published(model)) }
    if let need = needs[object] ?? needs[weights] { return .keep(need) }
    // The epoch in which it was noted had begun, so the next one is the first whole one.
    let noted = unneededSince[object]
    guard let end = (noted ?? epoch).next?.next else { return .wait(until: nil) }
    return noted != nil && epoch >= end ? .delete : .wait(until: end)
  }
}
