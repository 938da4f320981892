import HTTPSyntax
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Thrown to have the connection closed: the library closes it when a request is not answered to the end.
struct ConnectionEnd: Error {}

/// Sends replies, as badly as faults demand.
struct ReplySender: Sendable {
  /// Most bytes that are read and written in one step.
  static let stepByteCount: UInt64 = 1 << 18

  let now: @Sendable () -> HTTPDate
  let pause: @Sendable (Duration) async throws -> Void

  /// Sends a reply.
  ///
  /// - Throws: ``ConnectionEnd`` when the connection shall be closed, and whatever goes wrong on the
  ///   way; the connection is closed then, too.
  @concurrent
  func send(
    _ reply: Reply, isHead: Bool, _ faults: Misbehaviour, to writer: consuming ResponseWriter,
    on channel: any Channel
  ) async throws {
    var head = HTTPResponse(status: reply.status, headerFields: reply.fields)
    head.headerFields[.date] = now().advanced(bySeconds: faults.clockSkewSeconds).text
    // The library takes it out of replies that must not have it (RFC 9110, section 8.6).
    head.headerFields[.contentLength] = String(reply.contentLength)
    if reply.closesConnection { head.headerFields[.connection] = "close" }
    if isHead || reply.contentLength == 0 {
      try await writer.writeResponse(head)
    } else {
      var body = try await writer.writeHead(head)
      try await sendBody(reply, faults, to: &body, on: channel)
      try await body.finish(nil)
    }
    if reply.closesConnection { try await end(channel) }
  }

  /// Sends the bytes after the headers, a step at a time.
  @concurrent
  func sendBody(
    _ reply: Reply, _ faults: Misbehaviour, to body: inout some ResponseBodyWriter,
    on channel: any Channel
  ) async throws {
    let content: any ObjectContent
    let range: Range<UInt64>
    switch reply.body {
    case .none: return
    case .text(let text): (content, range) = (TextContent(text), 0..<reply.contentLength)
    case .content(let bytes, let part): (content, range) = (bytes, part)
    }
    var end = range.upperBound
    if let cut = faults.cut, cut.after < UInt64(range.count) { end = range.lowerBound + cut.after }
    var offset = range.lowerBound
    while offset < end {
      let count = min(step(faults), end - offset)
      var bytes = try await content.read(at: offset, upTo: Int(count))
      // Somebody shortened the file: the length that was promised cannot be kept.
      guard bytes.readableBytes > 0 else { throw ConnectionEnd() }
      if let changed = faults.changedByte, changed >= offset,
        changed - offset < UInt64(bytes.readableBytes)
      {
        bytes.invert(at: Int(changed - offset))
      }
      offset += UInt64(bytes.readableBytes)
      try await body.write(bytes)
      // A write returns as soon as it is queued for the event loop, and waits only once that has found
      // the connection full. Without this, a busy loop would let objects pile up in memory.
      try await channel.eventLoop.submit {}.get()
      if let pace = faults.bytesPerSecond, offset < end {
        try await pause(.seconds(Double(bytes.readableBytes) / Double(pace)))
      }
    }
    guard end < range.upperBound, let cut = faults.cut else { return }
    await cut.stall?.wait()
    try await self.end(channel)
  }

  /// Twenty steps a second when the pace is given.
  private func step(_ faults: Misbehaviour) -> UInt64 {
    guard let pace = faults.bytesPerSecond else { return Self.stepByteCount }
    return min(Self.stepByteCount, max(1, pace / 20))
  }

  /// Ends a connection after what was written has left.
  private func end(_ channel: any Channel) async throws -> Never {
    try? await channel.close(mode: .output)  // the client may have gone first
    throw ConnectionEnd()
  }
}

/// A text as content.
private struct TextContent: ObjectContent {
  private let bytes: ByteBuffer

  init(_ text: String) { bytes = ByteBuffer(string: text) }

  func read(at offset: UInt64, upTo count: Int) -> ByteBuffer {
    let start = min(Int(clamping: offset), bytes.readableBytes)
    return bytes.getSlice(at: start, length: min(count, bytes.readableBytes - start))
      ?? ByteBuffer()
  }
}

extension ByteBuffer {
  /// Inverts the bits of the byte at an offset from the first readable one.
  fileprivate mutating func invert(at offset: Int) {
    guard let byte = getInteger(at: readerIndex + offset, as: UInt8.self) else { return }
    setInteger(~byte, at: readerIndex + offset)
  }
}
