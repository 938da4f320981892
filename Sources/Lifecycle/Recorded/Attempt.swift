public import SomaTypes

/// A release with an embedding and a URL on its way to being live.
///
/// `packed → drilled → (creating → created) → committing → committed(c) → revealing → live →
/// superseded`; or `lapsed`, or `lost`. What the chain shows comes first: an attempt whose commitments wait on
/// the chain is committed, whatever was recorded before.
public struct Attempt: Equatable, Sendable {
  /// What it is to make live.
  public let content: ReleaseContent
  /// What its commit promises.
  public let commitments: ModelCommitments
  /// In how many places that do not fail together the packet is, read back from each; after the drill,
  /// from how many it was proven.
  public private(set) var packetCopies: Int
  /// Where it stands; saved after every change.
  public private(set) var state: State

  /// Where an attempt stands.
  public enum State: Hashable, Sendable {
    /// The reveal packet is confirmed in some places.
    case packed
    /// The commitments were made again from the packets, and are equal byte for byte.
    case drilled
    /// The create and the commit are signed and journaled.
    case creating(TransactionDigest)
    /// The model exists. The chain waits for a commit.
    case created
    /// The commit is signed and journaled.
    case committing(TransactionDigest)
    /// The commit executed. See ``Window``.
    case committed(Window)
    /// The reveal is signed and journaled.
    case revealing(Window)
    /// What is served.
    case live
    /// Something newer is live.
    case superseded
    /// The window closed without a reveal; the model lives on.
    case lapsed(Window)
    /// The model is over.
    case lost
  }

  /// The epoch of a commit, and when the window after it can open at the earliest, in milliseconds
  /// since 1970 in UTC, by the chain's clock.
  public struct Window: Hashable, Sendable {
    /// In which the commit executed.
    public var commitEpoch: Epoch
    /// `nil` if it could not be told when the commit was recorded.
    public var opensMs: UInt64?

    /// Creates a window.
    public init(commitEpoch: Epoch, opensMs: UInt64? = nil) {
      self.commitEpoch = commitEpoch
      self.opensMs = opensMs
    }

    func merging(_ other: Window) -> Window {
      Window(commitEpoch: commitEpoch, opensMs: opensMs ?? other.opensMs)
    }
  }

  /// What happened to an attempt.
  public enum Event: Hashable, Sendable {
    /// The packet is confirmed in so many places.
    case packed(copies: Int)
    /// It was drilled from so many places.
    case drilled(copies: Int)
    /// Create and commit are journaled.
    case createPrepared(TransactionDigest)
    /// The model exists.
    case created
    /// The commit is journaled.
    case commitPrepared(TransactionDigest)
    /// The create or the commit did not happen and never will.
    case fellBack
    /// The commit is on the chain.
    case committed(Window)
    /// The reveal is journaled.
    case revealPrepared
    /// The chain shows the key.
    case revealed
    /// Something newer is live.
    case superseded
    /// The window closed.
    case lapsed
    /// The model is over.
    case lost
  }

  /// Begins with a packet, or resumes.
  public init(
    content: ReleaseContent, commitments: ModelCommitments, packetCopies: Int,
    state: State = .packed
  ) {
    self.packetCopies = packetCopies
    self.content = content
    self.commitments = commitments
    self.state = state
  }

  /// The window of a commit that waits for its reveal.
  public var window: Window? {
    switch state {
    case .committed(let window), .revealing(let window): window
    case .packed, .drilled, .creating, .created, .committing, .live, .superseded, .lapsed, .lost:
      nil
    }
  }

  /// Whether its packet was drilled from so many places and it has not been committed yet.
  public func isReady(packetCopies needed: Int) -> Bool {
    switch state {
    case .drilled, .created: packetCopies >= needed
    case .packed, .creating, .committing, .committed, .revealing, .live, .superseded, .lapsed,
      .lost:
      false
    }
  }

  /// Records `event`; one that cannot be, or that says nothing new, changes nothing.
  public mutating func apply(_ event: Event) -> Outcome {
    let before = self
    switch (state, event) {
    case (.packed, .packed(let copies)): packetCopies = copies
    case (.packed, .drilled(let copies)), (.drilled, .drilled(let copies)):
      packetCopies = copies
      state = .drilled
    case (.drilled, .createPrepared(let digest)): state = .creating(digest)
    case (.creating, .created): state = .created
    case (.drilled, .commitPrepared(let digest)), (.created, .commitPrepared(let digest)):
      state = .committing(digest)
    case (.creating, .fellBack), (.committing, .fellBack): state = .drilled
    case (.revealing(let known), .committed(let window))
    where known.commitEpoch == window.commitEpoch:
      state = .revealing(known.merging(window))
    case (.committed(let known), .committed(let window))
    where known.commitEpoch == window.commitEpoch:
      state = .committed(known.merging(window))
    case (_, .committed(let window)): state = .committed(window)
    case (.committed(let window), .revealPrepared): state = .revealing(window)
    case (_, .revealed): state = .live
    case (.live, .superseded): state = .superseded
    case (.committed(let window), .lapsed), (.revealing(let window), .lapsed):
      state = .lapsed(window)
    case (_, .lost): state = .lost
    case (.packed, _), (.drilled, _), (.creating, _), (.created, _), (.committing, _),
      (.committed, _), (.revealing, _), (.live, _), (.superseded, _), (.lapsed, _), (.lost, _):
      return .stale
    }
    return self == before ? .stale : .recorded
  }
}
