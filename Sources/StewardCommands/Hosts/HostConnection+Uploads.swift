import Hosting
import StateStore
import Steward

extension HostConnection {
  /// How long an upload may rest before it counts as left behind, in milliseconds: a day.
  private static let rest: Int64 = 24 * 3600 * 1000

  /// Gives up uploads of ours to this bucket or directory that were begun long ago and never ended, so
  /// that their parts are not kept for ever. Not younger ones: another machine may be at it.
  ///
  /// - Parameters:
  ///   - masters: Whose uploads are ours.
  ///   - now: The time.
  /// - Returns: The names of what they were to become.
  /// - Throws: What the bucket and the state throw.
  func abandonOldUploads(of masters: [String], before now: Moment) async throws -> [ObjectName] {
    if let directory = try declared.host as? DirectoryHost {
      return try await Self.removeOldPartials(in: directory, of: masters, before: now)
    }
    guard let state, let bucket = try declared.host as? S3Host else { return [] }
    var abandoned: [ObjectName] = []
    for master in masters {
      for upload in try await bucket.unfinishedUploads(masterID: master) {
        guard let begun = upload.begun, now.milliseconds / 1000 - begun > Self.rest / 1000 else {
          continue
        }
        try await bucket.abort(upload)
        abandoned.append(upload.name)
      }
    }
    // What the service has forgotten by itself.
    for upload in try await state.openUploads()
    where now.milliseconds - upload.begunAt.milliseconds > Self.rest {
      let key = upload.plan.object
      guard let name = ObjectName(key.split(separator: "/").last.map(String.init) ?? key) else {
        continue
      }
      guard !abandoned.contains(name) else { continue }
      try await bucket.abandonUpload(of: name)
      abandoned.append(name)
    }
    return abandoned
  }

  private static func removeOldPartials(
    in directory: DirectoryHost, of masters: [String], before now: Moment
  ) async throws -> [ObjectName] {
    var removed: [ObjectName] = []
    for master in masters {
      for partial in try await directory.partialObjects(masterID: master) {
        guard let written = partial.modified, now.milliseconds / 1000 - written > rest / 1000 else {
          continue
        }
        do { try await directory.removePartial(partial.name) } catch HostError.busy { continue }
        removed.append(partial.name)
      }
    }
    return removed
  }
}
