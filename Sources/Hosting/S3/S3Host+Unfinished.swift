/// An upload in parts that a service keeps, and that was neither completed nor aborted.
public struct UnfinishedUpload: Equatable, Sendable {
  /// What it was to become.
  public var name: ObjectName
  /// Seconds since 1970 when it began; `nil` when the service does not say.
  public var begun: Int64?

  let uploadID: String
}

extension S3Host {
  /// Lists what was begun of objects whose keys come from a master, by whatever run and machine.
  ///
  /// - Parameter masterID: 8 hex digits.
  /// - Returns: None also where the service has no such list, as MinIO.
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; `CancellationError`.
  public func unfinishedUploads(masterID: String) async throws -> [UnfinishedUpload] {
    let listed: [ListedUpload]
    do {
      listed = try await retry {
        try await client.listUploads(prefix: "\(location.prefix)\(masterID)-")
      }
    } catch S3Error.refused(_, let refusal) where [400, 404, 405, 501].contains(refusal.status) {
      return []
    }
    return listed.compactMap { upload in
      guard upload.key.hasPrefix(location.prefix),
        let name = ObjectName(String(upload.key.dropFirst(location.prefix.count))),
        name.masterID == masterID
      else { return nil }
      return UnfinishedUpload(name: name, begun: upload.initiated, uploadID: upload.uploadID)
    }
  }

  /// Aborts an upload. If the journal knows it, it is the journal's, and ends there too.
  ///
  /// - Throws: ``S3Error``, ``TransferError``, ``CredentialError``; what the journal throws;
  ///   `CancellationError`.
  public func abort(_ upload: UnfinishedUpload) async throws {
    let key = location.prefix + upload.name.text
    if try await journal.openUpload(place: location.place, key: key)?.uploadID == upload.uploadID {
      try await abandonUpload(of: upload.name)
    } else {
      try await retry { try await client.abortUpload(upload.uploadID, key: key) }
    }
  }
}
