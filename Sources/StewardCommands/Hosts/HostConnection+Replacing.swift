import Hosting
import SomaCrypto
import SomaTypes
import Steward
import Weights

/// What is under a name that is to be replaced.
enum ReplacementFinding {
  /// Nothing that could be lost, or our object, damaged.
  case replaceable
  /// The very bytes that are to be put there; what a probe saw of them, if one was needed.
  case healthy(StoredObject, ProbeReport?)
  /// Something that was never a copy of ours.
  case another(StoredObject)
}

extension HostConnection {
  /// How much of an object is compared, in bytes.
  private static let comparedLength = 64 << 10

  /// Looks at what has a name before it gives way.
  ///
  /// What was meant to be there is known from the digest that was noted on its upload. Where hosts note
  /// none, it is ours if it has a whole block in common with ours: ciphertexts of different keys have
  /// none.
  ///
  /// - Parameters:
  ///   - name: Of the object.
  ///   - prepared: What is to be there.
  ///   - probe: Fetches all of it.
  /// - Returns: What was found.
  /// - Throws: What the host, the transport and the source throw.
  func find(
    _ name: ObjectName, for prepared: PreparedUpload, probe: () async throws -> ProbeReport
  ) async throws -> ReplacementFinding {
    guard let object = try await declared.host.head(name), object.size != 0 else {
      return .replaceable
    }
    if let meant = object.recordedDigest, meant != prepared.checksum.bytes {
      return .another(object)
    }
    if object.size ?? prepared.source.size == prepared.source.size {
      if let digest = try localDigest(of: name) {
        if digest == prepared.checksum.bytes { return .healthy(object, nil) }
      } else {
        let report = try await probe()
        if report.isServed { return .healthy(object, report) }
      }
    }
    if object.recordedDigest != nil { return .replaceable }
    let there = try await beginning(of: name)
    let ours = try Self.beginning(of: prepared.source, atMost: UInt64(there.count))
    return Self.shareBlock(ours, there) ? .replaceable : .another(object)
  }

  /// The digest of an object that lies on a disk of this machine; `nil` for one that does not.
  ///
  /// - Throws: `FileError`, `SealingError`, `CryptoError`.
  func localDigest(of name: ObjectName) throws -> Bytes32? {
    guard let directory = try declared.host as? DirectoryHost else { return nil }
    return try ContentDigest(of: OpenFile(path: "\(directory.path)/\(name)")).digest
  }

  private static func beginning(of source: any ByteSource, atMost limit: UInt64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(min(source.size, limit)))
    guard !bytes.isEmpty else { return [] }
    var reader = try source.makeReader()
    try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: 0) }
    return bytes
  }

  private static func shareBlock(_ ours: [UInt8], _ there: [UInt8]) -> Bool {
    let count = min(ours.count, there.count)
    let length = min(4096, count)
    guard length > 0 else { return false }
    return stride(from: 0, through: count - length, by: length).contains {
      ours[$0..<$0 + length] == there[$0..<$0 + length]
    }
  }

  /// The first bytes of an object; none when nobody serves them.
  private func beginning(of name: ObjectName) async throws -> [UInt8] {
    if let directory = try declared.host as? DirectoryHost {
      let file = FileSource(try OpenFile(path: "\(directory.path)/\(name)"))
      return try Self.beginning(of: file, atMost: UInt64(Self.comparedLength))
    }
    var request = HTTPRequest(.get, try await declared.host.publicURL(of: name).text)
    request.headers["Range"] = "bytes=0-\(Self.comparedLength - 1)"
    do {
      let response = try await transport.send(request, collecting: Self.comparedLength)
      return (200...299).contains(response.status) ? response.body : []
    } catch let error as TransferError
      where error.cause == .answerTooLong(limit: Self.comparedLength)
    {
      return []  // it serves no ranges
    }
  }
}
