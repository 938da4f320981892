import Custody
import Hosting
import SomaTypes

/// Packets beside the ciphertext on a host, read back through the public URL.
struct HostedPackets: PacketPlace {
  let host: HTTPPutHost
  let transport: HTTPTransport

  var domain: FailureDomain { FailureDomain("host:test") }

  func put(_ bytes: [UInt8], named name: PacketName) async throws -> Bool {
    switch try await host.put(ObjectUpload(name: try object(name), bytes: bytes)) {
    case .stored: true
    case .existed: false
    }
  }

  func fetch(_ name: PacketName) async throws -> [UInt8]? {
    let url = try host.publicURL(of: object(name))
    let response = try await transport.send(
      HTTPRequest(.get, url.text), collecting: SealedPacket.byteLimit)
    guard response.head.status != 404 else { return nil }
    guard response.head.isSuccess else { throw Refused(status: response.head.status) }
    return response.body
  }

  private func object(_ name: PacketName) throws -> Hosting.ObjectName {
    guard let object = Hosting.ObjectName(name.description) else { throw Refused(status: 0) }
    return object
  }

  /// The host answered with this status.
  struct Refused: Error, Equatable {
    let status: Int
  }
}
