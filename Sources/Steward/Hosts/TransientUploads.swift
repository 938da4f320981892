public import Hosting
import Synchronization

/// Keeps the progress of uploads for the length of a run: what was begun is given up by the next run of
/// the same upload.
public final class TransientUploads: UploadJournal {
  fileprivate struct Key: Hashable {
    let place: String
    let key: String
  }

  private let uploads = Mutex<[Key: OpenUpload]>([:])

  /// Begins without any.
  public init() {}

  /// The upload to a place and key that has not ended.
  public func openUpload(place: String, key: String) -> OpenUpload? {
    uploads.withLock { $0[Key(place: place, key: key)] }
  }

  /// Notes a beginning.
  public func begin(_ plan: UploadPlan) {
    uploads.withLock { $0[Key(plan)] = OpenUpload(plan: plan) }
  }

  /// Notes what the service calls an upload.
  public func began(_ plan: UploadPlan, as uploadID: String) {
    uploads.withLock { $0[Key(plan)]?.uploadID = uploadID }
  }

  /// Notes a part that the service has.
  public func partDone(_ part: UploadedPart, of plan: UploadPlan) {
    uploads.withLock { uploads in
      uploads[Key(plan)]?.parts.removeAll { $0.number == part.number }
      uploads[Key(plan)]?.parts.append(part)
    }
  }

  /// Forgets a part that the service does not have.
  public func partLost(_ number: Int, of plan: UploadPlan) {
    uploads.withLock { $0[Key(plan)]?.parts.removeAll { $0.number == number } }
  }

  /// Forgets an upload that has ended.
  public func completed(_ plan: UploadPlan) { uploads.withLock { $0[Key(plan)] = nil } }

  /// Forgets an upload that was given up.
  public func aborted(_ plan: UploadPlan) { uploads.withLock { $0[Key(plan)] = nil } }
}

extension TransientUploads.Key {
  fileprivate init(_ plan: UploadPlan) { self.init(place: plan.place, key: plan.key) }
}
