/// Reads the header lines of an answer as libcurl hands them over: one to a call, interim answers
/// included (CURLOPT_HEADERFUNCTION(3)).
struct ResponseHeadParser {
  private var head: ResponseHead?
  private var byteCount = 0

  /// The head, once it is complete.
  private(set) var complete: ResponseHead?

  /// Reads a line.
  ///
  /// - Throws: ``TransferError/Cause/headerTooLong(limit:)``.
  mutating func read(_ line: UnsafeRawBufferPointer) throws(TransferError.Cause) {
    guard complete == nil else { return }  // a trailer
    byteCount += line.count
    guard byteCount <= HTTPTransport.headerLimit else {
      throw .headerTooLong(limit: HTTPTransport.headerLimit)
    }
    let text = line.prefix { $0 != 0x0D && $0 != 0x0A }
    if text.isEmpty {
      if let head, head.status >= 200 { complete = head }
      head = nil
    } else if head == nil {
      head = ResponseHead(status: Self.status(in: text))
    } else if let colon = text.firstIndex(of: 0x3A) {
      head?.headers.append(
        String(decoding: text[..<colon], as: UTF8.self),
        String(decoding: Self.trimmed(text[text.index(after: colon)...]), as: UTF8.self))
    }
  }

  /// The number after the version: `HTTP/1.1 200 OK`, `HTTP/2 200`.
  private static func status(in line: Slice<UnsafeRawBufferPointer>) -> Int {
    let fields = line.split(separator: 0x20, maxSplits: 2)
    guard fields.count > 1 else { return 0 }
    return Int(String(decoding: fields[1], as: UTF8.self)) ?? 0
  }

  private static func trimmed(
    _ text: Slice<UnsafeRawBufferPointer>
  ) -> Slice<UnsafeRawBufferPointer> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
    let end = text.lastIndex { !isBlank($0) }.map { text.index(after: $0) } ?? start
    return text[start..<end]
  }
}

extension TransferError.Cause: Error {}
