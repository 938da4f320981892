public import SomaTypes

/// Which targets to list. Source: WIRE.md 6.4; `rpc/src/api/grpc/state_service/list_targets.rs`.
public struct TargetFilter: Hashable, Sendable {
  /// Where targets stand as a list tells it.
  public enum Status: Hashable, Sendable {
    /// Nobody has hit it, and its epoch runs.
    case open
    /// Someone has, be it claimable or not.
    case filled
    /// The reward is paid.
    case claimed
    /// Nobody has hit it, and its epoch is over.
    case expired
    /// Expired, or hit and past the audit.
    case claimable
  }

  /// Only those of this status.
  public var status: Status?
  /// Only those that this epoch made.
  public var epoch: Epoch?
  /// Only those that this account hit.
  public var submitter: SomaAddress?

  /// Creates a filter; all targets pass unless told otherwise.
  public init(status: Status? = nil, epoch: Epoch? = nil, submitter: SomaAddress? = nil) {
    self.status = status
    self.epoch = epoch
    self.submitter = submitter
  }

  /// Whether a position can pass; decided before the target is read.
  func passes(_ position: TargetPosition) -> Bool {
    let stored: TargetPosition.Status? =
      switch status {
      case .open, .expired: .open
      case .filled: .filled
      case .claimed: .claimed
      case .claimable, nil: nil
      }
    return stored.map { $0 == position.status } ?? true
      && epoch.map { $0 == position.generationEpoch } ?? true
  }

  /// Whether a target passes whose position did.
  func passes(_ target: Target, in epoch: Epoch) -> Bool {
    let isExpired = target.isExpired(in: epoch)
    if let submitter, target.submitter != submitter { return false }
    return switch status {
    case .open: !isExpired
    case .expired: isExpired
    case .claimable: target.isClaimable(in: epoch)
    case .filled, .claimed, nil: true
    }
  }
}

extension Target {
  /// Whether nobody hit it in the only epoch in which it was open.
  public func isExpired(in epoch: Epoch) -> Bool { status == .open && generationEpoch < epoch }

  /// Whether its reward can be claimed, or what is left of it taken back.
  public func isClaimable(in epoch: Epoch) -> Bool {
    switch status {
    case .open: isExpired(in: epoch)
    case .filled(let fillEpoch): fillEpoch.next.map { epoch > $0 } ?? false
    case .claimed: false
    }
  }
}
