import Hosting
import StateStore
import Steward

extension HostConnection {
  /// How long an upload may rest before it counts as left behind, in milliseconds: a day.
  private static let rest: Int64 = 24 * 3600 * 1000

  /// Gives up uploads to this bucket that were begun long ago and never ended, so that the service does
  /// not keep their parts for ever.
  func abandonOldUploads(before now: Moment) async throws {
    guard let state, let bucket = try declared.host as? S3Host else { return }
    for upload in try await state.openUploads()
    where now.milliseconds - upload.begunAt.milliseconds > Self.rest {
      let key = upload.plan.object
      guard let name = ObjectName(key.split(separator: "/").last.map(String.init) ?? key) else {
        continue
      }
      try await bucket.abandonUpload(of: name)
    }
  }
}
