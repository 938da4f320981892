import Hosting
import Testing

@Suite struct TransportTests {
  @Test("nobody listening: nothing was sent")
  func refused() async throws {
    let transport = HTTPTransport()
    await #expect(throws: TransferError.self) {
      try await transport.send(HTTPRequest(.get, "http://127.0.0.1:1/"))
    }
  }
}
