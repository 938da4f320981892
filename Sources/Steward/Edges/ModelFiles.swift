import BCS
public import Lifecycle
public import Manifest
import SomaCrypto
import SomaTypes
public import StateStore
import Weights

/// The files of models, looked at for a plan. Nothing here feeds a key.
public struct ModelFiles: Sendable {
  /// The two files of one model.
  public struct Pair: Equatable, Sendable {
    /// The path of the weights.
    public var weights: String
    /// The path of the embedding.
    public var embedding: String
    /// The training step in the name of the weights.
    public var step: UInt64?
  }

  /// What was seen, and why nothing else was.
  public struct Look: Sendable {
    /// For the planner.
    public var view: WeightsView
    /// What is wrong, for a person.
    public var problem: (any Error)?
  }

  private let state: StateDatabase
  private let clock: RunClock
  private let remembers: Bool

  /// Looks at files.
  ///
  /// - Parameters:
  ///   - state: Knows what was read of files that have not changed.
  ///   - clock: The clocks.
  ///   - remembers: Whether the state gets what is read now.
  public init(state: StateDatabase, clock: RunClock, remembers: Bool = true) {
    self.state = state
    self.clock = clock
    self.remembers = remembers
  }

  /// Finds the files that a spec means now.
  ///
  /// - Throws: `CheckpointError`, `FileError`.
  public static func pair(of spec: ModelSpec) throws -> Pair {
    var step: UInt64?
    let weights: String
    switch spec.weights.source {
    case .file(let path): weights = path
    case .pattern(let pattern):
      let newest = try CheckpointPattern(pattern).newest()
      (weights, step) = (newest.path, newest.step)
    }
    let embedding: String
    switch spec.embedding.source {
    case .file(let path): embedding = path
    case .pattern(let pattern):
      let files = try CheckpointPattern(pattern)
      let match = try step.map { try files.match(step: $0) } ?? files.newest()
      embedding = match.path
    }
    return Pair(weights: weights, embedding: embedding, step: step)
  }

  /// Looks at the files of a model: reads all of them, unless they are as they were.
  ///
  /// - Parameters:
  ///   - spec: The model.
  ///   - dimension: The live length of embeddings; `nil` when nobody knows it.
  ///   - progress: Gets the bytes done and all of them.
  /// - Returns: What is there.
  /// - Throws: `CancellationError`; `StateError`; `CryptoError`.
  public func look(
    at spec: ModelSpec, dimension: UInt64?,
    progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
  ) async throws -> Look {
    if let ready = spec.weights.ready, (try? OpenFile(path: ready)) == nil {
      return Look(view: .busy)
    }
    do {
      let pair = try Self.pair(of: spec)
      return try await read(spec, pair, dimension: dimension, progress: progress)
    } catch let error as FileError {
      if case .missing = error { return Look(view: .missing, problem: error) }
      return Look(view: .unusable(.weights), problem: error)
    } catch let error as CheckpointError {
      if case .stepsDiffer = error { return Look(view: .unusable(.stepsDiffer), problem: error) }
      return Look(view: .missing, problem: error)
    } catch let error as UnfinishedFile {
      return Look(view: .busy, problem: error)
    } catch let error as EmbeddingError {
      if case .wrongCount(_, let found) = error.fault {
        return Look(view: .unusable(.embeddingDimension(found: found)), problem: error)
      }
      return Look(view: .unusable(.embeddingValues), problem: error)
    } catch let error as SealingError {
      return Look(view: .busy, problem: error)
    } catch let error where error is ArchitectureError || error is SafetensorsError {
      return Look(view: .unusable(.weights), problem: error)
    }
  }

  private func read(
    _ spec: ModelSpec, _ pair: Pair, dimension: UInt64?,
    progress: @escaping @Sendable (UInt64, UInt64) -> Void
  ) async throws -> Look {
    let file = try OpenFile(path: pair.weights)
    let check = Weights.WeightsCheck(rawValue: spec.weights.check.rawValue) ?? .full
    let header = try header(of: file, spec, check, dimension: dimension)
    let embedding = try EmbeddingFile(path: pair.embedding, dimension: nil)
    if let step = pair.step {
      try CheckpointError.requireSameStep(
        weights: step, name: nil, embedding: embedding, file: pair.embedding)
    }
    let digest = try await digest(of: file, header, check, progress: progress)
    if let pin = spec.weights.sha256,
      try await Blocking.run({ try FileDigest.sha256(of: file, $0) }) != pin
    {
      return Look(view: .unusable(.pinMismatch))
    }
    if let pin = spec.embedding.sha256,
      try await Blocking.run({ try FileDigest.sha256(of: OpenFile(path: pair.embedding), $0) })
        != pin
    {
      return Look(view: .unusable(.pinMismatch))
    }
    let count = UInt64(embedding.tensor.bits.count)
    if let dimension, count != dimension {
      return Look(view: .unusable(.embeddingDimension(found: count)))
    }
    return Look(
      view: .ready(
        ReleaseContent(
          plaintext: digest, embedding: embedding.tensor.commitment, embeddingDimension: count)))
  }

  /// Names, types and shapes; and with the policy `onChange`, that nobody is writing.
  private func header(
    of file: OpenFile, _ spec: ModelSpec, _ check: Weights.WeightsCheck, dimension: UInt64?
  ) throws -> SafetensorsHeader? {
    if spec.update.policy == .onChange, spec.weights.ready == nil {
      let now = clock.wallClockMs()
      let quiet = QuietPeriod(
        .seconds(60),
        now: FileTime(
          seconds: Int64(clamping: now / 1000), nanoseconds: Int64(now % 1000) * 1_000_000))
      guard check != .none else {
        try quiet.require(file)
        return nil
      }
      _ = try quiet.header(of: file)
    }
    guard check != .none else { return nil }
    var architecture = ArchitectureV1()
    if let dimension { architecture.embeddingDimension = dimension }
    let header = try Weights.WeightsCheck.header.run(on: file, architecture: architecture)
    return check == .full ? header : nil
  }

  private func digest(
    of file: OpenFile, _ header: SafetensorsHeader?, _ check: Weights.WeightsCheck,
    progress: @escaping @Sendable (UInt64, UInt64) -> Void
  ) async throws -> Bytes32 {
    let identity = file.identity.cacheKey(check)
    if let known = try await state.digest(ofUnchangedFile: file.path, identity: identity) {
      return known.plaintext
    }
    let size = file.size
    let content = try await Blocking.run { stop in
      try ContentDigest(of: file, scanning: header) {
        try stop.check()
        progress($0, size)
      }
    }
    guard remembers else { return content.digest }
    try await state.recordDigest(
      DigestRecord(
        plaintext: content.digest, size: content.size, tags: content.bcsBytes,
        takenAt: clock.moment),
      ofFile: file.path, identity: identity)
    return content.digest
  }
}

extension FileIdentity {
  /// What tells this state of the file, checked like this, from another.
  func cacheKey(_ check: Weights.WeightsCheck) -> [UInt8] {
    Array(
      "\(device) \(inode) \(size) \(modified) \(changed) \(check.rawValue)".utf8)
  }
}
