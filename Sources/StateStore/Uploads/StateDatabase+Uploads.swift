extension StateDatabase {
  /// Records that an upload is about to begin, before the host hears of it.
  ///
  /// - Returns: The upload. When one to the same place with the same plan is under way, that one, to
  ///   be continued.
  /// - Throws: ``StateError/conflict(_:reason:)`` when one with another plan is under way there: it must be
  ///   aborted first.
  public func beginUpload(
    _ plan: UploadRecord.Plan, at moment: Moment
  ) async throws(StateError) -> UploadRecord {
    try await write(isRoutine: true) { state in
      if let old = try state.openUpload(host: plan.host, object: plan.object) {
        guard old.plan == plan else {
          throw StateError.conflict(
            "the upload of \(plan.object) to \(plan.host)", reason: "another one is under way")
        }
        return old
      }
      let number = try state.insert(
        """
        INSERT INTO uploads (
          host, object, checksum, size, part_size, state, begun_at, changed_at)
        VALUES (?, ?, ?, ?, ?, 'begun', ?, ?)
        """,
        [plan.host, plan.object, plan.checksum, plan.size, plan.partSize, moment, moment])
      return try state.upload(UploadRecord.ID(number: number))
    }
  }

  /// Records what the host calls an upload, as soon as that is known.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when it has another name
  ///   already, or has ended.
  public func recordUploadID(
    _ uploadID: String, of id: UploadRecord.ID, at moment: Moment
  ) async throws(StateError) {
    try await write(isRoutine: true) { state in
      let upload = try state.upload(id, in: .begun)
      guard upload.uploadID == nil || upload.uploadID == uploadID else {
        throw StateError.conflict("upload \(id.number)", reason: "the host has named it already")
      }
      try state.run(
        "UPDATE uploads SET upload_id = ?, changed_at = ? WHERE id = ?",
        [uploadID, moment, id.number])
    }
  }

  /// Records that the host has a part. A part that was sent again replaces the one before.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when the upload has no name or
  ///   has ended, or the part does not fit the plan.
  public func recordPart(
    _ part: UploadRecord.Part, of id: UploadRecord.ID, at moment: Moment
  ) async throws(StateError) {
    try await write(isRoutine: true) { state in
      let upload = try state.upload(id, in: .begun)
      guard upload.uploadID != nil, upload.plan.size(ofPart: part.number) == part.size else {
        throw StateError.conflict(
          "part \(part.number) of upload \(id.number)", reason: "it does not fit the upload")
      }
      try state.run(
        """
        INSERT INTO upload_parts (upload, number, etag, sha256, size, done_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (upload, number) DO UPDATE SET
          etag = excluded.etag, sha256 = excluded.sha256, done_at = excluded.done_at
        """, [id.number, part.number, part.etag, part.sha256, part.size, moment])
    }
  }

  /// Records that a part is not there after all, so that it is sent again.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when the upload has ended.
  public func forgetPart(_ number: Int, of id: UploadRecord.ID) async throws(StateError) {
    try await write(isRoutine: true) { state in
      _ = try state.upload(id, in: .begun)
      try state.run(
        "DELETE FROM upload_parts WHERE upload = ? AND number = ?", [id.number, number])
    }
  }

  /// Records how an upload ended. The same again changes nothing.
  ///
  /// - Parameters:
  ///   - id: The upload.
  ///   - end: `completed` when the host has the object, whoever put it together; or `aborted`.
  ///   - moment: Now.
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when it ended otherwise.
  public func endUpload(
    _ id: UploadRecord.ID, as end: UploadRecord.State, at moment: Moment
  ) async throws(StateError) {
    try await write(isRoutine: true) { state in
      let upload = try state.upload(id)
      guard upload.state != end else { return }
      guard upload.state == .begun else {
        throw StateError.conflict(
          "upload \(id.number)",
          reason: "it is \(upload.state.rawValue), and cannot be \(end.rawValue)")
      }
      try state.run(
        "UPDATE uploads SET state = ?, changed_at = ? WHERE id = ?",
        [end.rawValue, moment, id.number])
    }
  }

  /// The upload to a place that has not ended; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - host: The host, as its plan names it.
  ///   - object: The name of the object there.
  /// - Returns: There is at most one.
  /// - Throws: ``StateError``.
  public func openUpload(
    host: String, object: String
  ) async throws(StateError) -> UploadRecord? {
    try await read { state in try state.openUpload(host: host, object: object) }
  }

  /// The uploads that have not ended, the oldest first.
  ///
  /// - Throws: ``StateError``.
  public func openUploads() async throws(StateError) -> [UploadRecord] {
    try await read { state in
      try state.rows("SELECT * FROM uploads WHERE state = 'begun' ORDER BY id") {
        try UploadRecord(row: $0, in: state)
      }
    }
  }
}

extension StateTransaction {
  fileprivate func openUpload(host: String, object: String) throws -> UploadRecord? {
    try row(
      "SELECT * FROM uploads WHERE host = ? AND object = ? AND state = 'begun'", [host, object]
    ).map { try UploadRecord(row: $0, in: self) }
  }

  fileprivate func upload(
    _ id: UploadRecord.ID, in expected: UploadRecord.State? = nil
  ) throws -> UploadRecord {
    guard let row = try row("SELECT * FROM uploads WHERE id = ?", [id.number]) else {
      throw StateError.unknown("upload \(id.number)")
    }
    let upload = try UploadRecord(row: row, in: self)
    if let expected, upload.state != expected {
      throw StateError.conflict("upload \(id.number)", reason: "it is \(upload.state.rawValue)")
    }
    return upload
  }
}

extension UploadRecord.Plan {
  /// How many parts there are; an empty object has none.
  public var partCount: UInt64 {
    guard partSize > 0 else { return 0 }
    return size / partSize + (size.isMultiple(of: partSize) ? 0 : 1)
  }

  /// The length of a part in bytes.
  ///
  /// - Returns: `nil` for a number that no part has.
  public func size(ofPart number: Int) -> UInt64? {
    guard let number = UInt64(exactly: number), (1...max(1, partCount)).contains(number),
      partCount > 0
    else { return nil }
    return number < partCount ? partSize : size - (partCount - 1) * partSize
  }
}
