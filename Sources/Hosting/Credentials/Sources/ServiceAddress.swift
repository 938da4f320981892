import SomaTypes

/// Which addresses credentials may be exchanged with.
enum ServiceAddress {
  /// The agents of ECS and EKS, which speak HTTP on addresses that never leave the machine.
  /// Source: `botocore/utils.py`, `ContainerMetadataFetcher`.
  private static let agents: Set<String> = [
    "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "127.0.0.1", "[::1]",
  ]

  /// Whether a URL is encrypted, or that of an agent on this machine.
  static func isSafe(_ text: String) -> Bool {
    guard let url = try? CanonicalURL(text), !url.hasCredentials, let host = url.host,
      !host.isEmpty
    else { return false }
    return url.scheme == "https"
      || url.scheme == "http" && (agents.contains(host) || isLoopback(host))
  }

  /// All of 127.0.0.0/8. The canonical form of a host that is a number has four decimal parts.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
