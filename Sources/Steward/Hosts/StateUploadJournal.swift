public import Hosting
import SomaTypes
public import StateStore

/// Keeps the progress of uploads in the state, so that another run goes on where this one stops.
public struct StateUploadJournal: UploadJournal {
  private let state: StateDatabase
  private let now: @Sendable () -> Moment

  /// Keeps progress in a state.
  ///
  /// - Parameters:
  ///   - state: Open as long as uploads go on.
  ///   - now: The time, for the records.
  public init(_ state: StateDatabase, now: @escaping @Sendable () -> Moment) {
    self.state = state
    self.now = now
  }

  /// The upload to a place and key that has not ended.
  ///
  /// - Throws: `StateError`.
  public func openUpload(place: String, key: String) async throws -> OpenUpload? {
    try await record(place: place, key: key).map(OpenUpload.init)
  }

  /// Records a beginning, before the service hears of it.
  ///
  /// - Throws: `StateError`.
  public func begin(_ plan: UploadPlan) async throws {
    _ = try await state.beginUpload(UploadRecord.Plan(plan), at: now())
  }

  /// Records what the service calls an upload.
  ///
  /// - Throws: `StateError`.
  public func began(_ plan: UploadPlan, as uploadID: String) async throws {
    try await state.recordUploadID(uploadID, of: required(plan).id, at: now())
  }

  /// Records a part that the service has.
  ///
  /// - Throws: `StateError`.
  public func partDone(_ part: UploadedPart, of plan: UploadPlan) async throws {
    try await state.recordPart(
      UploadRecord.Part(
        number: part.number, etag: part.etag, sha256: part.sha256, size: part.size),
      of: required(plan).id, at: now())
  }

  /// Forgets a part that the service does not have.
  ///
  /// - Throws: `StateError`.
  public func partLost(_ number: Int, of plan: UploadPlan) async throws {
    try await state.forgetPart(number, of: required(plan).id)
  }

  /// Records that the service has the object.
  ///
  /// - Throws: `StateError`.
  public func completed(_ plan: UploadPlan) async throws {
    guard let record = try await record(place: plan.place, key: plan.key) else { return }
    try await state.endUpload(record.id, as: .completed, at: now())
  }

  /// Records that an upload was given up.
  ///
  /// - Throws: `StateError`.
  public func aborted(_ plan: UploadPlan) async throws {
    guard let record = try await record(place: plan.place, key: plan.key) else { return }
    try await state.endUpload(record.id, as: .aborted, at: now())
  }

  private func record(place: String, key: String) async throws -> UploadRecord? {
    try await state.openUpload(host: place, object: key)
  }

  private func required(_ plan: UploadPlan) async throws -> UploadRecord {
    guard let record = try await record(place: plan.place, key: plan.key) else {
      throw StateError.unknown("upload of \(plan.key) to \(plan.place)")
    }
    return record
  }
}

extension UploadRecord.Plan {
  fileprivate init(_ plan: UploadPlan) {
    self.init(
      host: plan.place, object: plan.key, checksum: Checksum(plan.checksum), size: plan.size,
      partSize: plan.partSize)
  }
}

extension OpenUpload {
  fileprivate init(_ record: UploadRecord) {
    let plan = record.plan
    self.init(
      plan: UploadPlan(
        place: plan.host, key: plan.object, size: plan.size, checksum: plan.checksum.bytes,
        partSize: plan.partSize),
      uploadID: record.uploadID,
      parts: record.parts.map {
        UploadedPart(number: $0.number, size: $0.size, etag: $0.etag, sha256: $0.sha256)
      })
  }
}
