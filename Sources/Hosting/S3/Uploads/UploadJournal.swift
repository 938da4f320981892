public import SomaCrypto

/// A part that a service has acknowledged.
public struct UploadedPart: Hashable, Sendable {
  /// Counted from 1.
  public var number: Int

  /// Length in bytes.
  public var size: UInt64

  /// What the service called it.
  public var etag: String

  /// SHA-256 of what was sent.
  public var sha256: Bytes32

  /// Creates a part.
  public init(number: Int, size: UInt64, etag: String, sha256: Bytes32) {
    self.number = number
    self.size = size
    self.etag = etag
    self.sha256 = sha256
  }
}

/// How far an upload in parts is known to have come.
public struct OpenUpload: Equatable, Sendable {
  /// What it sends.
  public var plan: UploadPlan

  /// The service's id of it; `nil` until the service has said it, or when its answer was lost.
  public var uploadID: String?

  /// What the service has acknowledged.
  public var parts: [UploadedPart]

  /// Creates the state of an upload.
  public init(plan: UploadPlan, uploadID: String? = nil, parts: [UploadedPart] = []) {
    self.plan = plan
    self.uploadID = uploadID
    self.parts = parts
  }
}

/// Keeps the progress of uploads, so that they go on after a crash.
///
/// Each call returns when what it records is durable. At most one upload to a place and key is open.
/// The calls for one upload come one after the other, but for parts, which come as they get done.
public protocol UploadJournal: Sendable {
  /// The upload to a place and key that has neither completed nor been aborted.
  func openUpload(place: String, key: String) async throws -> OpenUpload?

  /// An upload is about to begin: the service will hear of it next.
  func begin(_ plan: UploadPlan) async throws

  /// The service has said its id of the upload.
  func began(_ plan: UploadPlan, as uploadID: String) async throws

  /// The service has acknowledged a part; it replaces one of that number.
  func partDone(_ part: UploadedPart, of plan: UploadPlan) async throws

  /// The service does not have this part after all.
  func partLost(_ number: Int, of plan: UploadPlan) async throws

  /// The service has the object.
  func completed(_ plan: UploadPlan) async throws

  /// The upload was given up, and the service keeps nothing of it.
  func aborted(_ plan: UploadPlan) async throws
}
