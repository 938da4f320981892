public import SomaTypes

/// Where ciphertext and packets are served to everyone: objects under names, each with a URL.
///
/// Every call is safe to repeat. Retries within a call are the host's own business; what it throws
/// is final. Cancelling the task ends a call at once and leaves no partial object under the name.
public protocol PublicHost: Sendable {
  /// What it is, for people: such as `s3://bucket/prefix` or a directory. No secrets.
  var description: String { get }

  /// The URL from which everyone can fetch an object. It is on chain from the commit on.
  ///
  /// - Returns: An `http` or `https` URL whose last path segment begins with the name, see
  ///   ``PublicURL``.
  /// - Throws: ``PublicURLError``, and what the host adds.
  func publicURL(of name: ObjectName) async throws -> CanonicalURL

  /// Puts an object on the host.
  ///
  /// - Parameters:
  ///   - upload: The bytes, their name and digest.
  ///   - mode: Whether an object of that name may be replaced.
  ///   - progress: Told how far the upload has come, from any thread.
  /// - Returns: What became of it.
  /// - Throws: ``HostError``, ``TransferError``, what the source throws, `CancellationError`.
  func put(
    _ upload: ObjectUpload, mode: PutMode, progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> PutOutcome

  /// Asks for an object without its bytes.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``HostError``, ``TransferError``, `CancellationError`.
  func head(_ name: ObjectName) async throws -> StoredObject?

  /// Lists the objects whose keys come from a master, packets included. What has another name is
  /// left out.
  ///
  /// - Parameter masterID: 8 hex digits.
  /// - Returns: The objects, in the order of their names.
  /// - Throws: ``HostError``, also ``HostError/unsupported(_:host:)``; ``TransferError``,
  ///   `CancellationError`.
  func list(masterID: String) async throws -> [StoredObject]

  /// Deletes an object; one that is not there is no error.
  ///
  /// - Throws: ``HostError``, also ``HostError/unsupported(_:host:)``; ``TransferError``,
  ///   `CancellationError`.
  func delete(_ name: ObjectName) async throws
}

extension PublicHost {
  /// Puts an object on the host and leaves one that is there alone.
  ///
  /// - Returns: What became of it.
  /// - Throws: As ``put(_:mode:progress:)``.
  public func put(_ upload: ObjectUpload) async throws -> PutOutcome {
    try await put(upload, mode: .createOnly) { _ in }
  }
}

/// How far an upload has come.
public struct UploadProgress: Equatable, Sendable {
  /// Bytes that have left. It may go back when something has to be sent again.
  public var sentBytes: UInt64
  /// Bytes in all.
  public var totalBytes: UInt64
  /// Parts that the host has confirmed.
  public var doneParts: Int
  /// Parts in all; 1 when it is sent in one piece.
  public var totalParts: Int

  /// Describes progress.
  public init(sentBytes: UInt64, totalBytes: UInt64, doneParts: Int = 0, totalParts: Int = 1) {
    self.sentBytes = sentBytes
    self.totalBytes = totalBytes
    self.doneParts = doneParts
    self.totalParts = totalParts
  }
}
