import Diagnostics
import Hosting
import SomaCrypto

extension StorageRequest {
  /// The host that is no bucket, when the request names one.
  func plainHost(_ transport: HTTPTransport) throws -> (any PublicHost)? {
    guard let publicBase else { return nil }
    if let directory { return DirectoryHost(path: directory, publicBase: publicBase) }
    if let putBase {
      var host = HTTPPutHost(to: .base(putBase), publicBase: publicBase, transport: transport)
      host.makesCollections = true
      host.retries.attempts = 3
      return host
    }
    guard let command else { return nil }
    return CommandHost(
      HostCommand(.shell(command)), publicBase: publicBase, transport: transport)
  }
}

extension StorageProbe {
  /// Looks at an object as validators do: all of it, and samples of it.
  static func probe(
    _ request: StorageRequest, _ name: ObjectName, at host: any PublicHost
  ) async throws -> [String: Any] {
    let source = try FileSource(path: request.file ?? "")
    var rules = FetchRules()
    rules.retries.attempts = 1
    let probe = Probe(
      of: try await host.publicURL(of: name), size: source.size, for: .thisNetwork,
      transport: HTTPTransport(), rules: rules)
    let whole = try await probe.whole(checksum: source.digest())
    let sampled = try await probe.sampled(2) { range in
      var bytes = [UInt8](repeating: 0, count: range.count)
      try bytes.withUnsafeMutableBytes { try source.read(into: $0, at: range.lowerBound) }
      return bytes
    }
    return [
      "whole": whole.findings.map(\.diagnostic.code), "fetched": whole.fetchedBytes,
      "sampled": sampled.findings.map(\.diagnostic.code),
    ]
  }
}
