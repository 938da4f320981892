import NIOCore
import NIOHPACK
import NIOHTTP2

/// One call to a scripted node over HTTP/2.
struct HTTP2Call {
  let connection: any Channel
  let number: Int
  private var hasSentHeaders = false
  private var hasEndedStream = false

  init(connection: any Channel, number: Int) {
    self.connection = connection
    self.number = number
  }

  /// Reads the request to its end and follows the script for its method.
  mutating func serve(_ stream: HTTP2Stream, by script: NodeScript) async throws {
    var call = ReceivedCall(method: "", headers: [:], message: [], connection: number)
    reading: for await frame in stream.frames {
      switch frame {
      case .headers(let headers):
        for (name, value, _) in headers.headers { call.headers[name, default: []].append(value) }
        if headers.endStream { break reading }
      case .data(let data):
        if case .byteBuffer(let buffer) = data.data { call.message += buffer.readableBytesView }
        if data.endStream { break reading }
      default: break
      }
    }
    call.method = String(call.headers[":path"]?.first?.dropFirst() ?? "")
    call.message = Array(call.message.dropFirst(5))  // the frame of a gRPC message
    for step in script.receive(call) { try await perform(step, on: stream) }
    if !hasEndedStream { try await stream.close() }
  }

  private mutating func perform(
    _ step: Step, on stream: HTTP2Stream
  ) async throws {
    switch step {
    case .headers(let extra):
      try await stream.write(headers(extra, endStream: false))
      hasSentHeaders = true
    case .message(let bytes):
      try await stream.write(message(bytes))
    case .relay(let messages):
      for await bytes in messages { try await stream.write(message(bytes)) }
    case .status(let status, let message, let details):
      var trailers = ["grpc-status": "\(status)"]
      if !message.isEmpty { trailers["grpc-message"] = percentEncoded(message) }
      if !details.isEmpty { trailers["grpc-status-details-bin"] = base64(details) }
      try await stream.write(headers(trailers, endStream: true))
      hasEndedStream = true
    case .wait(let gate): await gate.wait()
    case .later(let steps): for step in await steps() { try await perform(step, on: stream) }
    case .silence: await Gate().wait()
    case .cut: try await connection.close()
    case .data(let bytes):
      try await stream.write(data(ByteBuffer(bytes: bytes), endStream: false))
    case .http(let status):
      let headers: HPACKHeaders = [":status": "\(status)", "content-type": "text/html"]
      try await stream.write(.headers(.init(headers: headers, endStream: true)))
      hasEndedStream = true
    case .endStream:
      try await stream.write(data(ByteBuffer(), endStream: true))
      hasEndedStream = true
    case .reset(let code):
      try await stream.write(.rstStream(HTTP2ErrorCode(networkCode: code)))
    case .goAway(let last):
      let payload = HTTP2Frame.FramePayload.goAway(
        lastStreamID: HTTP2StreamID(last), errorCode: .noError, opaqueData: nil)
      try await connection.writeAndFlush(HTTP2Frame(streamID: .rootStream, payload: payload))
    }
  }

  private func headers(_ fields: [String: String], endStream: Bool) -> HTTP2Frame.FramePayload {
    var headers = HPACKHeaders()
    if !hasSentHeaders {
      headers.add(name: ":status", value: "200")
      headers.add(name: "content-type", value: "application/grpc")
    }
    for (name, value) in fields { headers.add(name: name, value: value) }
    return .headers(.init(headers: headers, endStream: endStream))
  }

  private func message(_ bytes: [UInt8]) -> HTTP2Frame.FramePayload {
    var frame = ByteBuffer()
    frame.writeInteger(UInt8(0))
    frame.writeInteger(UInt32(bytes.count))
    frame.writeBytes(bytes)
    return data(frame, endStream: false)
  }

  private func data(_ buffer: ByteBuffer, endStream: Bool) -> HTTP2Frame.FramePayload {
    .data(.init(data: .byteBuffer(buffer), endStream: endStream))
  }
}
