import CCurl

/// Sets the options of an easy handle for one transfer. Each is checked.
final class CurlSetup {
  /// Bytes that are sent or received at a time: few calls, and little memory.
  private static let bufferSize = 256 << 10

  /// With a limit on the rate, a part of what may move in a second: libcurl pauses between buffers.
  private static func bufferSize(for rate: UInt64?, _ divisor: UInt64, least: UInt64) -> Int {
    guard let rate else { return bufferSize }
    return Int(min(UInt64(bufferSize), max(least, rate / divisor)))
  }

  private let easy: UnsafeMutableRawPointer
  private let options: TransportOptions
  private var headers: UnsafeMutablePointer<curl_slist>?

  init(easy: UnsafeMutableRawPointer, options: TransportOptions) {
    self.easy = easy
    self.options = options
  }

  /// Sets all options. The transfer must outlive the use of the handle.
  ///
  /// - Throws: ``TransferError/Cause``.
  func apply(
    _ transfer: CurlTransfer, words: UnsafeMutablePointer<CChar>
  ) throws(TransferError.Cause) {
    let request = transfer.request
    guard !request.url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
      throw .invalidURL
    }
    try check(steward_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words))
    try check(steward_curl_allow_http_only(easy))
    try set(CURLOPT_URL, request.url)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_NOSIGNAL, 1)
    steward_curl_set_quick_exit(easy)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    // No request asks for a coded answer; one that comes anyway is shown as it is.
    try set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_CONNECTTIMEOUT_MS, TransferWatch.milliseconds(request.timeouts.connect))
    // libcurl 7.88 fills its buffer up to 100 times before it looks at the limit.
    try set(CURLOPT_BUFFERSIZE, Self.bufferSize(for: options.receiveRate, 1000, least: 1 << 10))
    try set(CURLOPT_USERAGENT, options.userAgent)
    switch options.proxy {
    case .environment: break
    case .url(let url): try set(CURLOPT_PROXY, url)
    case .none: try set(CURLOPT_PROXY, "")
    }
    if let authorities = options.authorities { try set(CURLOPT_CAINFO, authorities) }
    if let rate = options.sendRate { try setOffset(CURLOPT_MAX_SEND_SPEED_LARGE, rate) }
    if let rate = options.receiveRate { try setOffset(CURLOPT_MAX_RECV_SPEED_LARGE, rate) }
    // Uploads over HTTP/2 have stalled in many versions of libcurl.
    let version = transfer.bodySize == nil ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    try set(CURLOPT_HTTP_VERSION, Int(version))
    // On a kept connection that turns out to be dead, libcurl sends a request again by itself.
    if request.method == .post { try set(CURLOPT_FRESH_CONNECT, 1) }
    try setMethod(request.method, bodySize: transfer.bodySize)
    try setHeaders(request)
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    try check(
      steward_curl_set_writer(easy, CurlTransfer.header, CurlTransfer.write, context))
    try check(steward_curl_set_reader(easy, CurlTransfer.read, CurlTransfer.seek, context))
  }

  /// Frees the list of headers, which libcurl does not copy.
  func freeHeaders() {
    curl_slist_free_all(headers)
    headers = nil
  }

  private func setMethod(
    _ method: HTTPRequest.Method, bodySize: UInt64?
  ) throws(TransferError.Cause) {
    if let bodySize {
      try set(CURLOPT_UPLOAD, 1)
      try setOffset(CURLOPT_INFILESIZE_LARGE, bodySize)
      try set(
        CURLOPT_UPLOAD_BUFFERSIZE, Self.bufferSize(for: options.sendRate, 10, least: 16 << 10))
      if method != .put { try set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
      return
    }
    switch method {
    case .get: break
    case .head: try set(CURLOPT_NOBODY, 1)
    case .put, .post, .delete, .mkcol, .propfind: try set(CURLOPT_CUSTOMREQUEST, method.rawValue)
    }
  }

  private func setHeaders(_ request: HTTPRequest) throws(TransferError.Cause) {
    if let name = request.headers.firstInvalidName { throw .invalidHeader(name: name) }
    var lines = request.headers.fields.map {
      // The two forms of CURLOPT_HTTPHEADER(3): a colon alone would remove the field.
      $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)"
    }
    if !request.expectsContinue { lines.append("Expect:") }
    for line in lines {
      guard let list = curl_slist_append(headers, line) else {
        freeHeaders()
        throw .curl(code: "CURLE_OUT_OF_MEMORY", words: nil)
      }
      headers = list
    }
    try check(steward_curl_set_list(easy, CURLOPT_HTTPHEADER, headers))
  }

  private func set(_ option: CURLoption, _ value: Int) throws(TransferError.Cause) {
    try check(steward_curl_set_long(easy, option, value))
  }

  private func setOffset(_ option: CURLoption, _ value: UInt64) throws(TransferError.Cause) {
    try check(steward_curl_set_offset(easy, option, curl_off_t(clamping: value)))
  }

  private func set(_ option: CURLoption, _ value: String) throws(TransferError.Cause) {
    try check(steward_curl_set_text(easy, option, value))
  }

  private func check(_ code: CURLcode) throws(TransferError.Cause) {
    guard code != CURLE_OK else { return }
    throw .curl(code: CurlLibrary.name(of: code), words: nil)
  }
}
