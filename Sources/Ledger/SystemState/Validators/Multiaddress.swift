import BCS
import SomaTypes

/// Checks the addresses that validators register, such as `/dns/node.example/tcp/8080`.
///
/// Source: the multiaddr text format, with the protocols that validators have a use for.
enum Multiaddress {
  /// Reads an address out of a transaction: the BCS of its text.
  ///
  /// - Throws: ``ExecutionFailure/invalidArguments(reason:)``, naming `field`.
  static func read(_ bytes: [UInt8], field: String) throws(ExecutionFailure) -> String {
    var reader = BCSReader(bytes)
    let text: String
    do {
      text = try reader.readString()
      try reader.finish()
    } catch {
      throw .invalidArguments(reason: "the \(field) is not the BCS of a text: \(error)")
    }
    guard isValid(text) else {
      throw .invalidArguments(reason: "the \(field) \"\(text)\" is not a multiaddr")
    }
    return text
  }

  /// Whether the text is a sequence of known protocols, each with its value.
  static func isValid(_ text: String) -> Bool {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    guard parts.popFirst() == "", !parts.isEmpty else { return false }
    while let name = parts.popFirst() {
      switch name {
      case "http", "https", "ws", "wss", "tls", "quic", "quic-v1":
        break
      case "tcp", "udp":
        guard let port = parts.popFirst(), UInt16(port) != nil else { return false }
      case "ip4", "ip6", "dns", "dns4", "dns6", "dnsaddr":
        guard let host = parts.popFirst(), !host.isEmpty else { return false }
      default:
        return false
      }
    }
    return true
  }
}
