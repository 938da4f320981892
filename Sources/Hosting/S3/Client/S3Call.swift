import SomaCrypto

/// A request to a storage service, before it is signed.
struct S3Call: Sendable {
  /// What it is for.
  var action: S3Action
  var method: HTTPRequest.Method
  /// The object; `nil` for the bucket.
  var key: String?
  var query: [SignableRequest.Parameter] = []
  var headers = HTTPHeaders()
  var body: S3Body?
  /// Longest answer in bytes.
  var limit = S3Answer.limit
}

/// A body in memory with its hash, which is signed.
struct S3Body: Sendable {
  let bytes: [UInt8]
  let sha256: Bytes32

  /// Hashes bytes.
  ///
  /// - Throws: `CryptoError`.
  init(_ bytes: [UInt8]) throws(CryptoError) {
    self.bytes = bytes
    sha256 = try SHA256.hash(bytes)
  }

  /// Reads a part of a source into memory, on a thread that may block, and hashes it.
  ///
  /// - Throws: What the source throws; `CryptoError`; `CancellationError`.
  init(_ range: Range<UInt64>, of source: any ByteSource) async throws {
    try Task.checkCancellation()
    self = try await TransferThread.run {
      var reader = try source.makeReader()
      let count = Int(range.upperBound - range.lowerBound)
      let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let whole = UnsafeMutableRawBufferPointer(buffer)
        // A source is asked for a MiB at most, within one MiB.
        while filled < count {
          let offset = range.lowerBound + UInt64(filled)
          let toBoundary = Int(mebibyte - offset % mebibyte)
          let next = min(count - filled, toBoundary)
          try reader.read(
            into: UnsafeMutableRawBufferPointer(rebasing: whole[filled..<filled + next]),
            at: offset)
          filled += next
        }
      }
      return try S3Body(bytes)
    }
  }
}

private let mebibyte: UInt64 = 1 << 20
