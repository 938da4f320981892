import SomaCrypto
public import SomaTypes

/// A bucket of S3, or of a service that speaks its language, as a place where ciphertext is served.
///
/// Small objects go up in one request, large ones in equal parts, several at once. Memory is one part
/// for each of these, whatever the size of the object. What was interrupted goes on where it stopped.
public struct S3Host: PublicHost {
  /// How objects are sent.
  public struct Options: Hashable, Sendable {
    /// Length of every part but the last, in bytes; `nil` for 16 MiB, or more for objects above
    /// 140 GiB.
    public var partSize: UInt64?

    /// How many parts are sent at once; at least 1. Each is held in memory.
    public var parallelParts = 4

    /// How objects are read by everyone, such as `https://weights.example.com`: the URL of the
    /// bucket itself. `nil` for the service's own address.
    public var publicBaseURL: String?

    /// The defaults.
    public init() {}
  }

  /// Longest object that is sent in one request, in bytes.
  static let longestSingle: UInt64 = 16 << 20

  /// The bucket.
  public let location: S3Location
  private let options: Options
  let client: S3Client
  let journal: any UploadJournal
  let retry: S3Retry
  private let longestSingle: UInt64

  /// Joins a bucket and what it takes to write to it.
  ///
  /// - Parameters:
  ///   - location: The bucket.
  ///   - credentials: Asked for each request.
  ///   - journal: Keeps the progress of uploads.
  ///   - options: How objects are sent.
  ///   - transport: What requests are sent with.
  ///   - retryPolicy: How often and for how long.
  /// - Throws: ``S3Error/badPartSize(_:least:most:)``; `CryptoError`.
  public init(
    _ location: S3Location, credentials: any CredentialProvider, journal: any UploadJournal,
    options: Options = Options(), transport: HTTPTransport = HTTPTransport(),
    retryPolicy: TransferRetryPolicy = TransferRetryPolicy()
  ) throws {
    try self.init(
      location,
      client: S3Client(
        location: location, credentials: credentials, transport: transport),
      journal: journal, options: options, retry: S3Retry(policy: retryPolicy))
  }

  /// Joins a client and what else it takes.
  init(
    _ location: S3Location, client: S3Client, journal: any UploadJournal,
    options: Options = Options(), retry: S3Retry = S3Retry(),
    longestSingle: UInt64 = Self.longestSingle
  ) throws {
    _ = try UploadPlan.partSize(for: 0, asked: options.partSize, profile: location.profile)
    self.location = location
    self.client = client
    self.journal = journal
    self.options = options
    self.retry = retry
    self.longestSingle = longestSingle
  }

  /// Such as `s3://bucket/prefix/`.
  public var description: String { "s3://\(location.bucket)/\(location.prefix)" }

  /// The URL from which everyone can fetch an object.
  ///
  /// - Throws: ``S3LocationError/noPublicURL(profile:)``; ``PublicURLError``.
  public func publicURL(of name: ObjectName) throws -> CanonicalURL {
    try PublicURL.check(
      location.publicURLText(of: name.text, base: options.publicBaseURL), for: name)
  }

  /// Puts an object into the bucket.
  ///
  /// - Returns: What became of it. What an earlier run put there without learning so has existed.
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; ``HostError/sourceChanged(name:)``
  ///   for a small object with another digest; what the source and the journal throw;
  ///   `CancellationError`. Whatever is thrown, the next call goes on where this one stopped.
  public func put(
    _ upload: ObjectUpload, mode: PutMode,
    progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> PutOutcome {
    let key = location.prefix + upload.name.text
    let previous = try await retry { try await client.head(key) }
    if mode == .createOnly, let previous {
      try await closeUpload(key: key, finding: previous)
      return .existed(upload.name.stored(as: previous))
    }
    let stayed =
      upload.size <= longestSingle
      ? try await putWhole(upload, key: key, mode: mode, progress)
      : try await putInParts(upload, key: key, mode: mode, over: previous, progress)
    return stayed.map { .existed(upload.name.stored(as: $0)) } ?? .stored
  }

  /// Asks for an object without its bytes.
  ///
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; `CancellationError`.
  public func head(_ name: ObjectName) async throws -> StoredObject? {
    try await retry { try await client.head(location.prefix + name.text) }.map(name.stored(as:))
  }

  /// Lists the objects whose keys come from a master.
  ///
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; `CancellationError`.
  public func list(masterID: String) async throws -> [StoredObject] {
    var objects: [StoredObject] = []
    var marker: String?
    repeat {
      let page = try await retry {
        try await client.list(prefix: "\(location.prefix)\(masterID)-", after: marker)
      }
      for object in page.items {
        guard let name = ObjectName(String(object.key.dropFirst(location.prefix.count))) else {
          continue
        }
        objects.append(StoredObject(name: name, size: object.size))
      }
      // A listing that never ends would fill the memory.
      guard objects.count <= 1_000_000 else {
        throw S3Error.badAnswer(.list, "there are more than a million objects.")
      }
      marker = page.next
    } while marker != nil
    return objects
  }

  /// Deletes an object, and what was begun of it.
  ///
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; `CancellationError`.
  public func delete(_ name: ObjectName) async throws {
    try await abandonUpload(of: name)
    try await retry { try await client.delete(location.prefix + name.text) }
  }

  /// Gives up what the journal knows to have been begun of an object, so that the service does not
  /// keep it, and be paid for it, for ever.
  ///
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; what the journal throws;
  ///   `CancellationError`.
  public func abandonUpload(of name: ObjectName) async throws {
    try await closeUpload(key: location.prefix + name.text, finding: nil)
  }

  /// Ends what the journal has open under a key, and under which the service has an object by now.
  private func closeUpload(key: String, finding head: ObjectHead?) async throws {
    guard let open = try await journal.openUpload(place: location.place, key: key) else { return }
    let upload = MultipartUpload(
      client: client, journal: journal, plan: open.plan, source: ByteArraySource([]),
      previous: nil, mode: .createOnly, parallelParts: 1, retry: retry, report: { _ in })
    let isComplete =
      head?.size == open.plan.size && head?.checksum == open.plan.checksum
      && open.parts.count == open.plan.partCount
    try await upload.close(open, asCompleted: isComplete)
  }

  private func putWhole(
    _ upload: ObjectUpload, key: String, mode: PutMode,
    _ progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> ObjectHead? {
    let size = upload.size
    let body = try await S3Body(0..<size, of: upload.source)
    guard Blake2b256.hash(body.bytes) == upload.digest else {
      throw HostError.sourceChanged(name: upload.name)
    }
    let isStored = try await retry {
      try await client.put(
        key, body, checksum: upload.digest, contentType: ObjectUpload.contentType,
        createsOnly: mode == .createOnly
      ) { progress(UploadProgress(sentBytes: $0, totalBytes: size)) }
    }
    guard !isStored else {
      progress(UploadProgress(sentBytes: size, totalBytes: size, doneParts: 1))
      return nil
    }
    // There is one now: from an attempt whose answer was lost, or from somebody else.
    guard let head = try await retry({ try await client.head(key) }) else {
      throw S3Error.notStored(key: key)
    }
    return head.size == size && head.checksum == upload.digest ? nil : head
  }

  private func putInParts(
    _ upload: ObjectUpload, key: String, mode: PutMode, over previous: ObjectHead?,
    _ progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> ObjectHead? {
    let plan = UploadPlan(
      place: location.place, key: key, size: upload.size, checksum: upload.digest,
      partSize: try UploadPlan.partSize(
        for: upload.size, asked: options.partSize, profile: location.profile))
    let multipart = MultipartUpload(
      client: client, journal: journal, plan: plan, source: upload.source, previous: previous,
      mode: mode, parallelParts: options.parallelParts, retry: retry, report: progress)
    return try await multipart.run()
  }
}

extension ObjectName {
  /// What a service shows of an object of this name.
  fileprivate func stored(as head: ObjectHead) -> StoredObject {
    StoredObject(
      name: self, size: head.size, recordedDigest: head.checksum, modified: head.modified)
  }
}
