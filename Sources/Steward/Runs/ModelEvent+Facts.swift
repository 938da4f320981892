import Lifecycle
import Manifest
import SomaTypes

extension ModelEvent {
  /// Which durable step it is.
  var failpoint: Failpoint {
    switch self {
    case .accepted: .specAccepted
    case .approved: .approvalRecorded
    case .release(_, .sealed): .releaseSealed
    case .release(_, .hosted): .releaseHosted
    case .release(_, .verified): .releaseVerified
    case .release(_, .vanished), .release(_, .rejected): .releaseChanged
    case .packed: .attemptPacked
    case .attempt(_, .drilled): .attemptDrilled
    case .attempt: .attemptMoved
    case .prepared: .intentPrepared
    case .intent(_, .sending, _): .intentSending
    case .intent(_, .ruled, _): .intentSettled
    case .intent: .intentNoted
    case .adopted, .replaced, .recognised, .foreign: .modelBound
    case .probed: .probeRecorded
    case .spent, .forced, .paused, .resumed, .acknowledgedLoss: .noteRecorded
    }
  }

  /// What the log of events says of it, as a word and JSON without secrets; `nil` for what the state logs
  /// by itself, or what happens too often to be told.
  var facts: (kind: String, body: String)? {
    switch self {
    case .accepted, .prepared, .probed, .spent: nil
    case .intent(let digest, .metLock, _): ("intent.metLock", #"{"digest":"\#(digest)"}"#)
    case .intent(let digest, .overtaken, _): ("intent.overtaken", #"{"digest":"\#(digest)"}"#)
    case .intent: nil
    case .approved(let approval):
      (
        "approval.granted",
        #"{"action":"\#(approval.action.rawValue)","lastEpoch":\#(approval.lastEpoch)}"#
      )
    case .release(let plaintext, let event):
      ("release.\(event.word)", #"{"plaintext":"\#(plaintext)"}"#)
    case .packed(_, let commitments, let copies):
      (
        "attempt.packed",
        #"{"commitments":"\#(commitments.digest)","copies":\#(copies)}"#
      )
    case .attempt(let commitments, let event):
      ("attempt.\(event.word)", #"{"commitments":"\#(commitments.digest)"}"#)
    case .adopted(let id): ("model.adopted", #"{"model":"\#(id)"}"#)
    case .replaced(let id): ("model.replaced", #"{"model":"\#(id)"}"#)
    case .forced(let epoch): ("reveal.forced", #"{"commitEpoch":\#(epoch)}"#)
    case .recognised(_, let commitments):
      ("attempt.recognised", #"{"commitments":"\#(commitments.digest)"}"#)
    case .foreign(let commitments):
      ("commit.foreign", #"{"commitments":"\#(commitments.digest)"}"#)
    case .paused: ("model.paused", "{}")
    case .resumed: ("model.resumed", "{}")
    case .acknowledgedLoss: ("loss.acknowledged", "{}")
    }
  }
}

extension SharedEvent {
  /// Which durable step it is.
  var failpoint: Failpoint {
    switch self {
    case .walletPrepared: .intentPrepared
    case .walletIntent(_, .sending, _): .intentSending
    case .walletIntent(_, .ruled, _): .intentSettled
    case .walletIntent: .intentNoted
    case .pinned, .sawVersion, .forgot, .watched, .observed: .noteRecorded
    }
  }
}

extension Release.Event {
  fileprivate var word: String {
    switch self {
    case .sealed: "sealed"
    case .hosted: "hosted"
    case .verified: "verified"
    case .vanished: "vanished"
    case .rejected: "rejected"
    }
  }
}

extension Attempt.Event {
  fileprivate var word: String {
    switch self {
    case .packed: "packed"
    case .drilled: "drilled"
    case .createPrepared: "createPrepared"
    case .created: "created"
    case .commitPrepared: "commitPrepared"
    case .fellBack: "fellBack"
    case .committed: "committed"
    case .revealPrepared: "revealPrepared"
    case .revealed: "revealed"
    case .superseded: "superseded"
    case .lapsed: "lapsed"
    case .lost: "lost"
    }
  }
}
