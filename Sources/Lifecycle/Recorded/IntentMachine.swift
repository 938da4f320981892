public import SomaTypes

/// What is known of a journaled transaction: `prepared → sent → settled | dead`.
///
/// `sent` is recorded before the first byte leaves. From then on only the chain ends it, and what may be
/// sent again are the same bytes.
public struct IntentMachine: Equatable, Sendable {
  /// Where it stands; saved after every change.
  public private(set) var state: State

  /// Where an intent stands.
  public enum State: Hashable, Sendable {
    /// Signed and durable. No byte has left.
    case prepared
    /// It may have run, or may run later.
    case sent(Sending)
    /// It ran and did what it should.
    case succeeded(in: Epoch?)
    /// It ran and failed: the base fee is gone, nothing else happened.
    case failed(in: Epoch?)
    /// It did not run and never will.
    case dead
  }

  /// The sending of an intent so far.
  public struct Sending: Hashable, Sendable {
    /// The chain's time when it was first sent, in milliseconds since 1970 in UTC.
    public var firstMs: UInt64
    /// The epoch in which it was last sent.
    public var lastEpoch: Epoch
    /// Whether a node said that one of its coins is locked by another transaction.
    public var hasMetLock: Bool
    /// Whether another transaction of ours already did what it was for. It may still run, so its coin
    /// is to be spent on ourselves when a boundary has passed.
    public var isOvertaken: Bool

    /// Creates a first sending.
    public init(atMs time: UInt64, in epoch: Epoch) {
      firstMs = time
      lastEpoch = epoch
      hasMetLock = false
      isOvertaken = false
    }
  }

  /// What happened to an intent.
  public enum Event: Hashable, Sendable {
    /// Its bytes are about to leave, for the first time or again.
    case sending(atMs: UInt64, in: Epoch)
    /// A coin of it is locked by another transaction.
    case metLock
    /// Another transaction of ours did what it was for.
    case overtaken
    /// What the chain shows decides it.
    case ruled(IntentRuling)
    /// It is given up before a byte of it left.
    case withdrawn
  }

  /// What ``state`` asks for.
  public enum Action: Hashable, Sendable {
    /// Send it for the first time.
    case send
    /// Look it up, look at its coins and its effect, and send the same bytes again.
    case resolve
    /// Look it up, and spend its coin on ourselves in an epoch after the one in which it was last sent.
    case abandon(after: Epoch)
    /// Nothing.
    case none
  }

  /// Begins with signed bytes, or resumes.
  public init(_ state: State = .prepared) { self.state = state }

  /// What ``state`` asks for.
  public var action: Action {
    switch state {
    case .prepared: .send
    case .sent(let sending):
      sending.isOvertaken ? .abandon(after: sending.lastEpoch) : .resolve
    case .succeeded, .failed, .dead: .none
    }
  }

  /// Whether its effect may still come.
  public var isUnresolved: Bool { action != .none }

  /// Records `event`; one that cannot be changes nothing.
  public mutating func apply(_ event: Event) -> Outcome {
    switch (state, event) {
    case (.prepared, .sending(let time, let epoch)):
      state = .sent(Sending(atMs: time, in: epoch))
    case (.sent(var sending), .sending(_, let epoch)):
      sending.lastEpoch = max(sending.lastEpoch, epoch)
      state = .sent(sending)
    case (.sent(var sending), .metLock):
      sending.hasMetLock = true
      state = .sent(sending)
    case (.sent(var sending), .overtaken):
      sending.isOvertaken = true
      state = .sent(sending)
    case (.sent, .ruled(.succeeded(let epoch))): state = .succeeded(in: epoch)
    case (.sent, .ruled(.failed(let epoch))): state = .failed(in: epoch)
    case (.sent, .ruled(.dead)): state = .dead
    case (.prepared, .withdrawn): state = .dead
    case (.prepared, _), (.sent, _), (.succeeded, _), (.failed, _), (.dead, _): return .stale
    }
    return .recorded
  }
}
