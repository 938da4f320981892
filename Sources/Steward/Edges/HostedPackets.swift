public import Custody
public import Hosting
import SomaTypes

/// Packets beside the ciphertext on a host, read back through the public URL.
public struct HostedPackets: PacketPlace {
  /// The host that it is lost together with.
  public let domain: FailureDomain

  private let host: any PublicHost
  private let transport: HTTPTransport

  /// Names a host.
  public init(_ declared: DeclaredHost, transport: HTTPTransport) {
    domain = FailureDomain("host:\(declared.name)")
    host = declared.host
    self.transport = transport
  }

  /// Puts a packet there, unless one is there.
  public func put(_ bytes: [UInt8], named name: PacketName) async throws -> Bool {
    try await Failpoint.packetWritten.around {
      switch try await host.put(ObjectUpload(name: try object(name), bytes: bytes)) {
      case .stored: true
      case .existed: false
      }
    }
  }

  /// Fetches a packet as anyone would.
  public func fetch(_ name: PacketName) async throws -> [UInt8]? {
    let url = try await host.publicURL(of: object(name))
    let response = try await transport.send(
      HTTPRequest(.get, url.text), collecting: SealedPacket.byteLimit)
    guard response.head.status != 404 else { return nil }
    guard response.head.isSuccess else { throw PacketHostError.refused(response.head.status) }
    return response.body
  }

  private func object(_ name: PacketName) throws -> Hosting.ObjectName {
    guard let object = Hosting.ObjectName(name.description) else {
      throw PacketHostError.refused(0)
    }
    return object
  }
}

/// Why a host gave no packet.
enum PacketHostError: Error, Equatable {
  /// It answered with this status.
  case refused(Int)
}
