import CCurl

/// One transfer as libcurl's callbacks see it. It lives on the thread of the transfer.
final class CurlTransfer {
  let request: HTTPRequest
  let bodySize: UInt64?
  private let onSent: (@Sendable (UInt64) -> Void)?
  private let receive: @Sendable (ResponseHead, UnsafeRawBufferPointer) throws -> Void
  private var feed: BodyFeed?
  private var parser = ResponseHeadParser()
  private var reported: UInt64 = 0

  /// Bytes of the answer's body that were handed on.
  private(set) var received: UInt64 = 0

  /// Why a callback ended the transfer.
  private(set) var failure: (any Error)?

  init(
    _ request: HTTPRequest, body: RequestBody?, onSent: (@Sendable (UInt64) -> Void)?,
    receive: @escaping @Sendable (ResponseHead, UnsafeRawBufferPointer) throws -> Void
  ) {
    self.request = request
    bodySize = body?.size
    self.onSent = onSent
    self.receive = receive
    feed = body.map(BodyFeed.init)
    wasBodyTaken = body.map { $0.size == 0 } ?? true
  }

  /// The head of the answer, once it is complete.
  var head: ResponseHead? { parser.complete }

  /// Bytes of the body that libcurl took.
  var taken: UInt64 { feed?.sent ?? 0 }

  /// Whether libcurl took all of the body, even if it started again since.
  private(set) var wasBodyTaken: Bool

  /// Tells how much of the body has left, when that has changed.
  func reportSent() {
    guard taken != reported else { return }
    reported = taken
    onSent?(reported)
  }

  private func fail(_ error: any Error) { if failure == nil { failure = error } }

  // MARK: Callbacks

  /// CURLOPT_READFUNCTION(3).
  static let read: curl_read_callback = { buffer, size, count, context in
    let transfer = CurlTransfer.from(context)
    do {
      let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
      let count = try transfer.feed?.read(into: room) ?? 0
      if transfer.feed?.isExhausted == true { transfer.wasBodyTaken = true }
      return count
    } catch {
      transfer.fail(error)
      return Int(CURL_READFUNC_ABORT)
    }
  }

  /// CURLOPT_SEEKFUNCTION(3): the body starts again on a fresh connection.
  static let seek: curl_seek_callback = { context, offset, origin in
    let transfer = CurlTransfer.from(context)
    guard origin == 0, transfer.feed?.seek(to: Int(offset)) == true else {
      return Int32(CURL_SEEKFUNC_FAIL)
    }
    return Int32(CURL_SEEKFUNC_OK)
  }

  /// CURLOPT_HEADERFUNCTION(3).
  static let header: curl_write_callback = { line, size, count, context in
    let transfer = CurlTransfer.from(context)
    do {
      let wasComplete = transfer.parser.complete != nil
      try transfer.parser.read(UnsafeRawBufferPointer(start: line, count: size * count))
      if !wasComplete, let head = transfer.parser.complete {
        try transfer.receive(head, UnsafeRawBufferPointer(start: nil, count: 0))
      }
      return size * count
    } catch {
      transfer.fail(error)
      return 0
    }
  }

  /// CURLOPT_WRITEFUNCTION(3).
  static let write: curl_write_callback = { bytes, size, count, context in
    let transfer = CurlTransfer.from(context)
    guard let head = transfer.parser.complete else { return 0 }
    do {
      try transfer.receive(head, UnsafeRawBufferPointer(start: bytes, count: size * count))
      transfer.received += UInt64(size * count)
      return size * count
    } catch {
      transfer.fail(error)
      return 0
    }
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
    guard let context else { preconditionFailure("libcurl gives back what it was given") }
    return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  }
}
