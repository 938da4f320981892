/// One object on its way to a bucket in parts, begun or continued.
///
/// Deciding is in two questions that have the same answer however often they are asked: *is the object
/// there as it should be*, and *which parts does the service not have yet*. A crash at any point, a lost
/// answer and a clean start therefore take the same path.
struct MultipartUpload {
  let client: S3Client
  let journal: any UploadJournal
  let plan: UploadPlan
  let source: any ByteSource
  /// What was under the key before; to be left alone unless it is to be replaced.
  let previous: ObjectHead?
  let mode: PutMode
  /// How many parts are sent at once; each is held in memory.
  let parallelParts: Int
  let retry: S3Retry
  let report: @Sendable (UploadProgress) -> Void

  /// Brings the object there.
  ///
  /// - Returns: What another object is that was there first and stays; `nil` when ours is there.
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; what the source and the journal
  ///   throw; `CancellationError`. Run it again to go on.
  func run() async throws -> ObjectHead? {
    var open = try await recorded()
    for _ in 0..<2 {
      switch try await bring(&open) {
      case .ours:
        try await abortAll()
        try await journal.completed(plan)
        return nil
      case .other(let head):
        try await close(open)
        return head
      case .absent:
        // The upload is gone and the object is not there: somebody aborted it, or it was too old.
        try await journal.aborted(plan)
        open = OpenUpload(plan: plan)
      }
    }
    throw S3Error.noUpload(key: plan.key)
  }

  /// Frees what the service has of an upload, and records how it ended.
  ///
  /// - Throws: As ``run()``.
  func close(_ open: OpenUpload, asCompleted isCompleted: Bool = false) async throws {
    if let uploadID = open.uploadID {
      try await retry { try await client.abortUpload(uploadID, key: plan.key) }
    }
    try await abortAll()
    if isCompleted {
      try await journal.completed(open.plan)
    } else {
      try await journal.aborted(open.plan)
    }
  }

  /// The upload that the journal knows, when it sends what we would; any other is given up.
  private func recorded() async throws -> OpenUpload {
    guard let open = try await journal.openUpload(place: plan.place, key: plan.key) else {
      return OpenUpload(plan: plan)
    }
    if open.plan == plan, open.uploadID != nil { return open }
    // Also when the answer to its beginning was lost: then the service lists it.
    try await close(open)
    return OpenUpload(plan: plan)
  }

  /// Aborts all uploads of this key: the object is there, or is about to be sent anew. The key is made
  /// from the content, so whoever began them wanted to send the same.
  private func abortAll() async throws {
    let uploads: [String]
    do { uploads = try await retry { try await client.listUploads(of: plan.key) } } catch S3Error
      .accessDenied
    {
      return  // not every policy lets us look, and rules of the bucket can clean up
    } catch S3Error.refused(_, let refusal) where [400, 404, 405, 501].contains(refusal.status) {
      return  // nor does every service have such a list
    }
    for uploadID in uploads {
      try await retry { try await client.abortUpload(uploadID, key: plan.key) }
    }
  }

  /// Sends what is missing, and has the parts put together.
  private func bring(_ open: inout OpenUpload) async throws -> Presence {
    var done: [Int: UploadedPart] = [:]
    if let uploadID = open.uploadID {
      guard let kept = try await keptParts(of: open, uploadID) else { return try await presence() }
      done = kept
    } else {
      open.uploadID = try await begin()
    }
    guard let uploadID = open.uploadID else { return .absent }
    let missing = (1...max(1, plan.partCount)).filter { done[$0] == nil }
    let meter = PartMeter(plan, done: done.values, report: report)
    for part in try await send(missing, uploadID: uploadID, meter: meter) {
      done[part.number] = part
    }
    return try await complete(uploadID, parts: done.values.sorted { $0.number < $1.number })
  }

  private func begin() async throws -> String {
    try await journal.begin(plan)
    let uploadID = try await retry {
      try await client.beginUpload(
        plan.key, checksum: plan.checksum, contentType: ObjectUpload.contentType)
    }
    try await journal.began(plan, as: uploadID)
    return uploadID
  }

  /// The recorded parts that the service shows as we recorded them.
  ///
  /// - Returns: `nil` when the service does not know the upload, or not what it has of it.
  private func keptParts(
    of open: OpenUpload, _ uploadID: String
  ) async throws -> [Int: UploadedPart]? {
    let listed: [ListedPart]
    do {
      listed = try await retry { try await client.listParts(of: uploadID, key: plan.key) }
    } catch S3Error.noUpload {
      return nil
    } catch S3Error.refused(_, let refusal) where refusal.status == 404 {
      return nil
    } catch S3Error.badAnswer(.listParts, _) {
      // It will say the same the next time: without the list nothing can go on, only begin again.
      try await retry { try await client.abortUpload(uploadID, key: plan.key) }
      return nil
    }
    let byNumber = Dictionary(listed.map { ($0.number, $0) }) { _, last in last }
    var kept: [Int: UploadedPart] = [:]
    for part in open.parts {
      let listed = byNumber[part.number]
      if let range = plan.range(ofPart: part.number),
        listed?.size == range.upperBound - range.lowerBound, listed?.etag == part.etag
      {
        kept[part.number] = part
      } else {
        try await journal.partLost(part.number, of: plan)
      }
    }
    return kept
  }

  /// Sends parts, so many at once.
  private func send(
    _ numbers: [Int], uploadID: String, meter: PartMeter
  ) async throws -> [UploadedPart] {
    try await withThrowingTaskGroup(of: UploadedPart.self) { group in
      var sent: [UploadedPart] = []
      var waiting = numbers[...]
      for _ in 0..<max(1, parallelParts) {
        guard let number = waiting.popFirst() else { break }
        group.addTask { try await sendPart(number, uploadID: uploadID, meter: meter) }
      }
      while let part = try await group.next() {
        try await journal.partDone(part, of: plan)
        sent.append(part)
        if let number = waiting.popFirst() {
          group.addTask { try await sendPart(number, uploadID: uploadID, meter: meter) }
        }
      }
      return sent
    }
  }

  private func sendPart(
    _ number: Int, uploadID: String, meter: PartMeter
  ) async throws -> UploadedPart {
    guard let range = plan.range(ofPart: number) else { throw S3Error.noUpload(key: plan.key) }
    let body = try await S3Body(range, of: source)
    let etag = try await retry {
      try await client.sendPart(
        number, body, of: uploadID, key: plan.key, onSent: { meter.set($0, ofPart: number) })
    }
    let size = range.upperBound - range.lowerBound
    meter.finish(part: number, size: size)
    return UploadedPart(number: number, size: size, etag: etag, sha256: body.sha256)
  }

  /// Has the parts put together, and looks at the result whatever the service said.
  private func complete(_ uploadID: String, parts: [UploadedPart]) async throws -> Presence {
    var failure: (any Error)?
    var isGone = false
    do {
      _ = try await retry {
        try await client.completeUpload(
          uploadID, key: plan.key, parts: parts, createsOnly: mode == .createOnly)
      }
    } catch S3Error.noUpload {
      isGone = true
    } catch S3Error.refused(_, let refusal) where [404, 409].contains(refusal.status) {
      isGone = true
    } catch let error where !(error is CancellationError) {
      // The answer may have been lost, or have come from something in between.
      failure = error
    }
    do {
      let presence = try await presence()
      if case .absent = presence {
        if let failure { throw failure }
        if !isGone { throw S3Error.notStored(key: plan.key) }
      }
      return presence
    } catch { throw failure ?? error }
  }

  /// What is under the key.
  private enum Presence {
    case absent
    case ours
    case other(ObjectHead)
  }

  private func presence() async throws -> Presence {
    guard let head = try await retry({ try await client.head(plan.key) }) else { return .absent }
    let isAlike = head.size == plan.size && head.checksum == plan.checksum
    switch mode {
    case .createOnly: return isAlike ? .ours : .other(head)
    // What is to be replaced looks the same from outside: only its time tells.
    case .replace: return isAlike && head.modified != previous?.modified ? .ours : .absent
    }
  }
}
