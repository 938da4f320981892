import ObjectHost
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("/model/{id}", .timeLimit(.minutes(5))) struct ModelProxyTests {
  private static let id = ModelID(Bytes32(repeating: 0xab))
  private static let small = generatedBytes(count: 1000, seed: 3)
  /// Three parts.
  private static let large = generatedBytes(count: (10 << 20) + 7, seed: 4)

  /// Runs `body` with a host that has the content at `weights`, and a proxy for it.
  private func withProxy(
    _ role: ModelProxy.Role = .fullnode, content: [UInt8] = small, key: String = "weights",
    change: @escaping @Sendable (inout ContentManifest) -> Void = { _ in },
    _ body: (_ weights: ObjectHost, _ proxy: ObjectHost) async throws -> Void
  ) async throws {
    try await withHost(.directory) { weights in
      try await weights.store(content, at: ObjectKey("weights"))
      var manifest = ContentManifest(
        url: try weights.url(of: ObjectKey(key)), checksum: Checksum(Blake2b256.hash(content)),
        sizeInBytes: UInt64(content.count))
      change(&manifest)
      let served = manifest
      let proxy = ModelProxy(role: role) { $0 == Self.id ? served : nil }
      try await withHost(configure: { $0.modelProxy = proxy }) { host in
        try await body(weights, host)
      }
    }
  }

  @Test(
    "weights are fetched as validators fetch them, and served as they are",
    arguments: [
      (small, [nil]),
      (large, ["bytes=0-5242879", "bytes=5242880-10485759", "bytes=10485760-10485766"]),
    ] as [([UInt8], [String?])])
  func served(content: [UInt8], ranges: [String?]) async throws {
    try await withProxy(content: content) { weights, proxy async throws in
      for id in [Self.id.description, String(Self.id.description.dropFirst(2)).uppercased()] {
        weights.clearRequests()
        let get = try await curl(proxy.at("model/\(id)"))
        #expect(get.status == 200)
        #expect(get.body == content)
        #expect(get.headers["content-type"] == "application/octet-stream")
        #expect(get.headers["content-length"] == String(content.count))
        #expect(get.headers["etag"] == nil)
        #expect(weights.requests.map { $0.header("range") } == ranges)
        #expect(weights.requests.allSatisfy { $0.header("user-agent") == "SOMA (Blob Client)" })
      }
      let head = try await curl("--head", proxy.at("model/\(Self.id)"))
      #expect(head.status == 200)
      #expect(head.headers["content-length"] == String(content.count))
    }
  }

  @Test("nothing is served in parts, and faults reach it")
  func whole() async throws {
    try await withProxy { _, proxy async throws in
      let get = try await curl("-r", "0-9", proxy.at("model/\(Self.id)"))
      #expect(get.status == 200)
      #expect(get.body == Self.small)
      proxy.inject(FaultRule(.refuses(status: 503), keys: KeyPattern("model/*")))
      #expect(try await curl(proxy.at("model/\(Self.id)")).status == 503)
    }
  }

  @Test(
    "what is no id, and models that are not served",
    arguments: [
      (ModelProxy.Role.fullnode, "0xzz", 400, "Invalid resource ID: 0xzz"),
      (.fullnode, String(repeating: "a", count: 63), 400, "Invalid resource ID: "),
      (.validator, "0xzz", 404, "Model not found or not active: "),
      (
        .fullnode, ModelID.zero.description, 502,
        "Failed to fetch from validators: All 1 validators failed, last error: Validator returned "
          + "error 404: Model not found or not active: \(ModelID.zero)"
      ),
      (.validator, ModelID.zero.description, 404, "Model not found or not active: \(ModelID.zero)"),
      (.fullnode, "", 404, ""), (.fullnode, "a/b", 404, ""),
    ])
  func unknown(role: ModelProxy.Role, id: String, status: Int, text: String) async throws {
    try await withProxy(role) { _, proxy async throws in
      let get = try await curl(proxy.at("model/\(id)"))
      #expect(get.status == status)
      #expect(get.text.hasPrefix(text))
    }
  }

  @Test("other methods are refused", arguments: ["PUT", "POST", "DELETE"])
  func methods(method: String) async throws {
    try await withProxy { _, proxy async throws in
      let reply = try await curl("-X", method, proxy.at("model/\(Self.id)"))
      #expect(reply.status == 405)
      #expect(reply.headers["allow"] == "GET,HEAD")
    }
  }

  @Test(
    "weights that do not come are reported",
    arguments: [
      (Fault.refuses(status: 403), "HTTP status 403."), (.refuses(status: 503), "HTTP status 503."),
      (.changesByte(at: 500), "The checksum is not the manifest's."),
      (.truncatesBody(after: 10), nil), (.losesReply, nil),
    ] as [(Fault, String?)])
  func failed(fault: Fault, text: String?) async throws {
    try await withProxy(.validator) { weights, proxy async throws in
      weights.inject(FaultRule(fault))
      let get = try await curl(proxy.at("model/\(Self.id)"))
      #expect(get.status == 502)
      #expect(get.text.hasPrefix("Download failed: "))
      if let text { #expect(get.text == "Download failed: \(text)") }
      weights.clearFaults()
      #expect(try await curl(proxy.at("model/\(Self.id)")).body == Self.small)
    }
  }

  @Test("a server without ranges will not do for large weights")
  func noRanges() async throws {
    try await withProxy(.validator, content: Self.large) { weights, proxy async throws in
      weights.inject(FaultRule(.ignoresRange))
      let get = try await curl(proxy.at("model/\(Self.id)"))
      #expect(get.status == 502)
      #expect(get.text.hasPrefix("Download failed: Expected 5242880 bytes, got "))
    }
  }

  @Test("a manifest that is wrong is noticed")
  func wrongManifest() async throws {
    try await withProxy(.validator, change: { $0.sizeInBytes = 999 }) { _, proxy async throws in
      #expect(
        try await curl(proxy.at("model/\(Self.id)")).text.hasPrefix("Download failed: Expected 999")
      )
    }
    try await withProxy(.validator, change: { $0.checksum = Checksum(.zero) }) {
      _, proxy async throws in
      #expect(try await curl(proxy.at("model/\(Self.id)")).text.hasSuffix("not the manifest's."))
    }
    try await withProxy(.validator, key: "none") { _, proxy async throws in
      #expect(
        try await curl(proxy.at("model/\(Self.id)")).text == "Download failed: HTTP status 404.")
    }
  }

  @Test("a server that is not there is reported")
  func unreachable() async throws {
    let port = try await withHost { $0.port }
    let url = try CanonicalURL("http://127.0.0.1:\(port)/weights")
    try await withProxy(.validator, change: { $0.url = url }) { _, proxy async throws in
      let get = try await curl(proxy.at("model/\(Self.id)"))
      #expect(get.status == 502)
      #expect(get.text.hasPrefix("Download failed: "))
    }
  }

  @Test("redirects are followed")
  func redirected() async throws {
    try await withProxy(key: "old") { weights, proxy async throws in
      weights.inject(
        FaultRule(.redirects(to: weights.at("weights"), status: 302), keys: KeyPattern("old")))
      #expect(try await curl(proxy.at("model/\(Self.id)")).body == Self.small)
    }
  }

  @Test("without a proxy, model/ is a key like any other")
  func off() async throws {
    try await withHost { host async throws in
      #expect(try await curl("-T", "-", host.at("model/a"), input: [1]).status == 201)
      #expect(try await curl(host.at("model/a")).body == [1])
    }
  }
}
