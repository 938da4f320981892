import CCurl

/// An easy handle inside a multi handle, with the connections that they keep.
///
/// The multi interface is used for one transfer at a time, because its waiting can be ended from
/// another thread.
///
/// Unchecked, because of the pointers: a session is in the pool of its ``HTTPTransport`` or with the
/// one thread that took it out, never both.
final class CurlSession: @unchecked Sendable {
  /// Host and port that its connections lead to.
  let origin: String

  private let options: TransportOptions
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let words: UnsafeMutablePointer<CChar>

  /// - Throws: ``TransferError`` when there is no memory.
  init(origin: String, options: TransportOptions) throws {
    _ = CurlLibrary.isReady
    guard let easy = curl_easy_init() else { throw Self.outOfMemory(origin) }
    guard let multi = curl_multi_init() else {
      curl_easy_cleanup(easy)
      throw Self.outOfMemory(origin)
    }
    self.easy = easy
    self.multi = multi
    self.origin = origin
    self.options = options
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_multi_cleanup(multi)
    words.deallocate()
  }

  /// Carries out a transfer on this thread.
  ///
  /// - Throws: ``TransferError``; what the callbacks of the transfer threw; `CancellationError` when
  ///   stopped.
  func perform(
    _ transfer: CurlTransfer, stop: TransferStop, activity: TransferActivity? = nil
  ) throws -> HTTPResponse {
    let setup = CurlSetup(easy: easy, options: options)
    defer { curl_easy_reset(easy) }
    words[0] = 0
    defer { setup.freeHeaders() }
    do {
      try setup.apply(transfer, words: words)
    } catch {
      throw self.error(error, transfer)
    }
    curl_multi_add_handle(multi, easy)
    // Also closes the connection of a transfer that has not ended.
    defer { curl_multi_remove_handle(multi, easy) }
    do {
      try stop.watching(multi) { try drive(transfer, stop: stop, activity: activity) }
    } catch let cause as TransferError.Cause {
      throw error(cause, transfer)
    }
    guard let head = transfer.head else {
      throw error(.curl(code: "CURLE_OK", words: nil), transfer)
    }
    return HTTPResponse(head: head, statistics: statistics(transfer))
  }

  private func drive(
    _ transfer: CurlTransfer, stop: TransferStop, activity: TransferActivity?
  ) throws {
    var watch = TransferWatch(transfer.request.timeouts)
    var shown: UInt64 = 0
    var running: Int32 = 1
    while true {
      let code = curl_multi_perform(multi, &running)
      guard code == CURLM_OK else {
        throw TransferError.Cause.curl(code: "CURLM_\(code.rawValue)", words: nil)
      }
      if stop.isPulled { throw CancellationError() }
      transfer.reportSent()
      if running == 0 { break }
      let sent = long(CURLINFO_REQUEST_SIZE)
      let moved = sent + offset(CURLINFO_SIZE_UPLOAD_T) + long(CURLINFO_HEADER_SIZE)
      let isAnswered = transfer.head?.isSuccess ?? false
      let body = UInt64(offset(CURLINFO_SIZE_UPLOAD_T)) + (isAnswered ? transfer.received : 0)
      if body != shown { activity?.moved() }
      shown = body
      let wait = try watch.look(hasBegun: sent > 0, moved: UInt64(moved) &+ transfer.received)
      curl_multi_poll(multi, nil, 0, wait, nil)
    }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      let code = message.pointee.data.result
      if let failure = transfer.failure { throw failure }
      guard code == CURLE_OK else { throw cause(code, transfer) }
    }
  }

  private func cause(_ code: CURLcode, _ transfer: CurlTransfer) -> TransferError.Cause {
    switch code {
    // The other limits are watched here, so this one is about connecting.
    case CURLE_OPERATION_TIMEDOUT:
      .connectTimedOut(after: transfer.request.timeouts.connect)
    // Its words may quote the URL.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: .invalidURL
    default:
      .curl(code: CurlLibrary.name(of: code), words: words[0] == 0 ? nil : String(cString: words))
    }
  }

  private func error(_ cause: TransferError.Cause, _ transfer: CurlTransfer) -> TransferError {
    TransferError(cause, stage: stage(of: transfer), request: transfer.request.description)
  }

  private func stage(of transfer: CurlTransfer) -> TransferError.Stage {
    if let head = transfer.head { return .answering(status: head.status) }
    // Grows over the connections that libcurl may have tried.
    guard long(CURLINFO_REQUEST_SIZE) > 0 else { return .unsent }
    return transfer.wasBodyTaken ? .unanswered : .sending
  }

  private func statistics(_ transfer: CurlTransfer) -> TransferStatistics {
    var statistics = TransferStatistics()
    statistics.bytesSent = UInt64(clamping: offset(CURLINFO_SIZE_UPLOAD_T))
    statistics.bytesReceived = transfer.received
    let isEncrypted = transfer.request.url.lowercased().hasPrefix("https:")
    let connected = isEncrypted ? CURLINFO_APPCONNECT_TIME_T : CURLINFO_CONNECT_TIME_T
    statistics.connecting = .microseconds(offset(connected))
    statistics.firstByte = .microseconds(offset(CURLINFO_STARTTRANSFER_TIME_T))
    statistics.total = .microseconds(offset(CURLINFO_TOTAL_TIME_T))
    statistics.isEncrypted = isEncrypted
    var address: UnsafePointer<CChar>?
    if steward_curl_get_text(easy, CURLINFO_PRIMARY_IP, &address) == CURLE_OK, let address {
      statistics.address = String(cString: address)
    }
    return statistics
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    return steward_curl_get_long(easy, info, &value) == CURLE_OK ? value : 0
  }

  private func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    return steward_curl_get_offset(easy, info, &value) == CURLE_OK ? Int(value) : 0
  }

  private static func outOfMemory(_ origin: String) -> TransferError {
    TransferError(
      .curl(code: "CURLE_OUT_OF_MEMORY", words: nil), stage: .unsent, request: origin)
  }
}
