import HTTPSyntax
import ObjectHost
import SomaCrypto
import TestSupport
import Testing

@Suite("Objects over HTTP", .timeLimit(.minutes(5))) struct ServingTests {
  private static let content = Array("0123456789".utf8)
  private static let tag = "\"\(Blake2b256.hash(content))\""

  @Test("what is stored is served as it is", arguments: StorageKind.allCases)
  func roundTrip(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      let put = try await curl(
        "-X", "PUT", "--data-binary", "@-", "-H", "Content-Type: model/x", host.at("a/b%20c"),
        input: Self.content)
      #expect(put.status == 201)
      #expect(put.headers["etag"] == Self.tag)
      #expect(put.headers["content-length"] == "0")
      let get = try await curl(host.at("a/b%20c"))
      #expect(get.status == 200)
      #expect(get.body == Self.content)
      #expect(get.headers["content-length"] == "10")
      #expect(get.headers["content-type"] == "model/x")
      #expect(get.headers["etag"] == Self.tag)
      #expect(get.headers["accept-ranges"] == "bytes")
      #expect(get.headers["transfer-encoding"] == nil)
      #expect(get.headers["last-modified"].flatMap { HTTPDate($0) } != nil)
      #expect(get.headers["date"].flatMap { HTTPDate($0) } != nil)
      #expect(try await host.bytes(at: ObjectKey("a/b c")) == Self.content)

      let head = try await curl("--head", host.at("a/b%20c"))
      #expect(head.status == 200)
      #expect(head.body.isEmpty || head.text.hasPrefix("HTTP/"))  // curl shows the headers
      var (headHeaders, getHeaders) = (head.headers, get.headers)
      headHeaders["date"] = nil
      getHeaders["date"] = nil
      #expect(headHeaders == getHeaders)

      let again = try await curl("-T", "-", host.at("a/b%20c"), input: [1])
      #expect(again.status == 200)
      let replaced = try await curl(host.at("a/b%20c"))
      #expect(replaced.body == [1])
      #expect(replaced.headers["content-type"] == "application/octet-stream")

      let removed = try await curl("-X", "DELETE", host.at("a/b%20c"))
      #expect(removed.status == 204)
      #expect(removed.headers["content-length"] == nil)
      #expect(try await curl("-X", "DELETE", host.at("a/b%20c")).status == 404)
      let gone = try await curl(host.at("a/b%20c"))
      #expect(gone.status == 404)
      #expect(gone.headers["date"] != nil)
      #expect(gone.text.contains("[objectRequest.noSuchObject]"))
    }
  }

  @Test("chunked content is stored", arguments: StorageKind.allCases)
  func chunked(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      let put = try await curl(
        "-T", "-", "-H", "Transfer-Encoding: chunked", host.at("a"), input: Self.content)
      #expect(put.status == 201)
      #expect(host.requests.last?.header("transfer-encoding") == "chunked")
      #expect(try await host.bytes(at: ObjectKey("a")) == Self.content)
    }
  }

  @Test("nothing is an object as well", arguments: StorageKind.allCases)
  func empty(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      #expect(try await curl("-X", "PUT", host.at("a")).status == 201)
      let get = try await curl(host.at("a"))
      #expect(get.status == 200)
      #expect(get.headers["content-length"] == "0")
      #expect(try await curl("-r", "0-", host.at("a")).status == 416)
    }
  }

  @Test(
    "a range is served as a part",
    arguments: StorageKind.allCases,
    [
      ("bytes=2-4", 206, "234", "bytes 2-4/10"), ("bytes=-3", 206, "789", "bytes 7-9/10"),
      ("bytes=8-", 206, "89", "bytes 8-9/10"), ("bytes=8-99", 206, "89", "bytes 8-9/10"),
      ("bytes=0-0", 206, "0", "bytes 0-0/10"), ("bytes=0-1,4-5", 200, "0123456789", nil),
      ("bytes=4-2", 200, "0123456789", nil), ("bytes=10-", 416, nil, "bytes */10"),
    ] as [(String, Int, String?, String?)])
  func range(storage: StorageKind, row: (String, Int, String?, String?)) async throws {
    try await withHost(storage) { host in
      try await host.store(Self.content, at: ObjectKey("a"))
      let get = try await curl("-H", "Range: \(row.0)", host.at("a"))
      #expect(get.status == row.1)
      if let body = row.2 {
        #expect(get.text == body)
        #expect(get.headers["content-length"] == String(body.count))
        #expect(get.headers["etag"] == Self.tag)
      }
      #expect(get.headers["content-range"] == row.3)
      let head = try await curl("--head", "-H", "Range: \(row.0)", host.at("a"))
      #expect(head.status == 200)
      #expect(head.headers["content-length"] == "10")
    }
  }

  @Test(
    "a range counts only for the version that it is for",
    arguments: [(Self.tag, 206), ("\"other\"", 200), ("W/\(Self.tag)", 200), ("never", 200)])
  func ifRange(condition: String, status: Int) async throws {
    try await withHost { host in
      try await host.store(Self.content, at: ObjectKey("a"))
      let get = try await curl(
        "-H", "Range: bytes=0-1", "-H", "If-Range: \(condition)", host.at("a"))
      #expect(get.status == status)
    }
  }

  @Test("a range counts for the date of its version")
  func ifRangeDate() async throws {
    try await withHost { host in
      try await host.store(Self.content, at: ObjectKey("a"))
      let date = try #require(try await host.entry(at: ObjectKey("a"))).lastModified.text
      let get = try await curl("-H", "Range: bytes=0-1", "-H", "If-Range: \(date)", host.at("a"))
      #expect(get.status == 206)
    }
  }

  @Test("reading under conditions", arguments: StorageKind.allCases)
  func conditionalGet(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      let date = try await host.store(Self.content, at: ObjectKey("a")).lastModified.text
      for header in [
        "If-None-Match: \(Self.tag)", "If-None-Match: *", "If-Modified-Since: \(date)",
      ] {
        for method in [[], ["--head"]] {
          let get = try await curl(method + ["-H", header, host.at("a")])
          #expect(get.status == 304, "\(header)")
          #expect(get.headers["etag"] == Self.tag)
          #expect(get.headers["content-length"] == nil)
        }
      }
      #expect(try await curl("-H", "If-Match: \"other\"", host.at("a")).status == 412)
      #expect(try await curl("-H", "If-None-Match: \"other\"", host.at("a")).status == 200)
      #expect(try await curl("-H", "If-Match: other", host.at("a")).status == 400)
    }
  }

  @Test("writing under conditions", arguments: StorageKind.allCases)
  func conditionalPut(storage: StorageKind) async throws {
    try await withHost(storage) { host async throws in
      func put(_ header: String, _ byte: UInt8) async throws -> Int {
        try await curl("-T", "-", "-H", header, host.at("a/b"), input: [byte]).status
      }
      func first() async throws -> UInt8? { try await host.bytes(at: ObjectKey("a/b"))?.first }
      #expect(try await put("If-Match: *", 1) == 412)
      #expect(try await first() == nil)
      #expect(try await put("If-None-Match: *", 2) == 201)
      #expect(try await put("If-None-Match: *", 3) == 412)
      #expect(try await first() == 2)
      #expect(try await put("If-Match: \"other\"", 4) == 412)
      #expect(try await first() == 2)
      #expect(try await put("If-Match: \"\(Blake2b256.hash([2]))\"", 5) == 200)
      #expect(try await first() == 5)
      let remove = ["-X", "DELETE", host.at("a/b"), "-H"]
      #expect(try await curl(remove + ["If-Match: \"other\""]).status == 412)
      #expect(try await first() == 5)
      #expect(try await curl(remove + ["If-Match: \"\(Blake2b256.hash([5]))\""]).status == 204)
      #expect(try await first() == nil)
    }
  }

  @Test(
    "of two that create or replace at once, one wins", arguments: StorageKind.allCases,
    ["If-None-Match: *", "If-Match: \"\(Blake2b256.hash(content))\""])
  func race(storage: StorageKind, condition: String) async throws {
    try await withHost(storage) { host in
      let replaces = condition.hasPrefix("If-Match")
      for round in 0..<5 {
        let key = try ObjectKey("key\(round)")
        if replaces { try await host.store(Self.content, at: key) }
        // Both have passed the first look before either is stored: neither has sent all of its content.
        let clients = try (0..<2).map { _ in try RawClient(port: host.port) }
        for (index, client) in clients.enumerated() {
          try client.send(
            "PUT /\(key) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(condition)\r\n"
              + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
          let leave = "HTTP/1.1 100 Continue\r\n\r\n"
          #expect(await client.read(count: leave.utf8.count) == leave)
          try client.send("\(index)")
        }
        async let first = reply(to: clients[0], "a")
        async let second = reply(to: clients[1], "b")
        let statuses = try await [first, second].compactMap { Int($0.dropFirst(9).prefix(3)) }
        #expect(statuses.sorted() == [replaces ? 200 : 201, 412])
        let winner = statuses.first == 412 ? "1b" : "0a"
        #expect(try await host.bytes(at: key) == Array(winner.utf8))
      }
    }
  }

  private func reply(to client: RawClient, _ rest: String) async throws -> String {
    try client.send(rest)
    return await client.readToEnd()
  }

  @Test(
    "methods that objects do not know are refused with those that they do",
    arguments: ["POST", "PATCH", "OPTIONS", "PROPFIND", "TRACE"])
  func methods(method: String) async throws {
    try await withHost { host in
      let reply = try await curl("-X", method, host.at("a"))
      #expect(reply.status == 405)
      #expect(reply.headers["allow"] == "DELETE, GET, HEAD, PUT")
      let root = try await curl("-X", method, host.at(""))
      #expect(root.status == 405)
      #expect(root.headers["allow"] == "GET, HEAD")
    }
  }

  @Test(
    "a path that leads elsewhere is refused",
    arguments: StorageKind.allCases,
    [
      ("../../etc/passwd", 400), ("a/../../etc/passwd", 400), ("%2e%2e/%2e%2e/etc/passwd", 400),
      ("a%2f..%2f..%2fetc%2fpasswd", 400), ("/etc/passwd", 400), (".objecthost/lock", 404),
      ("%2eobjecthost/lock", 404), (".admin/faults", 404), ("a%00", 400), ("%ff", 400), ("a/", 400),
    ])
  func traversal(storage: StorageKind, row: (String, Int)) async throws {
    try await withHost(storage) { host async throws in
      #expect(try await curl(host.at(row.0)).status == row.1)
      #expect(try await curl("-T", "-", host.at(row.0), input: [1]).status == row.1)
      #expect(try await curl("-X", "DELETE", host.at(row.0)).status == row.1)
      #expect(try await curl(host.at("")).text == "bytes\tkey\n")
    }
  }

  @Test("a path that is too long is refused")
  func longPath() async throws {
    try await withHost { host async throws in
      #expect(try await curl(host.at(String(repeating: "a/", count: 600) + "a")).status == 414)
    }
  }

  @Test("the root lists for people", arguments: StorageKind.allCases)
  func listing(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      for key in ["b", "a/c", "a b"] { try await host.store([1, 2], at: ObjectKey(key)) }
      let list = try await curl(host.at(""))
      #expect(list.headers["content-type"] == "text/plain; charset=utf-8")
      #expect(list.text == "bytes\tkey\n2\ta%20b\n2\ta/c\n2\tb\n")
    }
  }

  @Test("one connection serves many requests")
  func keepAlive() async throws {
    try await withHost { host in
      let replies = try await converse(
        host.port,
        "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
          + "GET /a HTTP/1.1\r\nHost: x\r\n\r\n" + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
          + "PUT /b HTTP/1.1\r\nHost: x\r\nIf-Match: *\r\nContent-Length: 2\r\n\r\nho"
          + "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let statuses = replies.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
      #expect(statuses == ["201", "200", "404", "412", "200"])
    }
  }

  @Test(
    "an upload that may not be is not sent",
    arguments: [("If-None-Match: *", 412), ("X: x", 413), ("Content-Range: bytes 0-0/2", 400)])
  func expectation(header: String, status: Int) async throws {
    try await withHost(configure: { $0.maximumObjectByteCount = 1_000_000 }) { host in
      try await host.store([1], at: ObjectKey("a"))
      let length = status == 413 ? 1_000_001 : 1_000_000
      let client = try RawClient(port: host.port)
      try client.send(
        "PUT /a HTTP/1.1\r\nHost: x\r\n\(header)\r\nExpect: 100-continue\r\n"
          + "Content-Length: \(length)\r\n\r\n")
      let reply = await client.readToEnd()
      #expect(reply.hasPrefix("HTTP/1.1 \(status) "))
      #expect(reply.lowercased().contains("connection: close\r\n"))
    }
  }

  @Test(
    "objects larger than the limit are refused",
    arguments: [["-T", "-"], ["--data-binary", "@-", "-X", "PUT"]])
  func tooLarge(upload: [String]) async throws {
    try await withHost(configure: { $0.maximumObjectByteCount = 10 }) { host async throws in
      let content = Self.content + [0]
      #expect(try await curl(upload + [host.at("a")], input: content).status == 413)
      #expect(try await curl(upload + [host.at("a")], input: Self.content).status == 201)
    }
  }

  @Test("memory that is granted is not exceeded, and comes back")
  func fullMemory() async throws {
    try await withHost(configure: { $0.storage = .memory(maximumByteCount: 10) }) {
      host async throws in
      func put(_ count: Int) async throws -> Int {
        try await curl("-T", "-", host.at("a"), input: .init(repeating: 1, count: count)).status
      }
      #expect(try await put(11) == 507)
      for _ in 0..<3 {
        #expect(try await put(10) == 201)
        #expect(try await host.remove(ObjectKey("a")))
      }
      #expect(try await put(6) == 201)
      #expect(try await put(6) == 507)  // while the old version is there
      #expect(try await host.bytes(at: ObjectKey("a"))?.count == 6)
    }
  }

  @Test("a type of any length is not kept")
  func longType() async throws {
    try await withHost(.directory) { host async throws in
      for (count, status) in [(1024, 201), (1025, 400)] {
        let type = String(repeating: "a", count: count)
        let key = "type-\(count)"
        let put = try await curl("-T", "-", "-H", "Content-Type: \(type)", host.at(key), input: [1])
        #expect(put.status == status)
        let kept = try await host.entry(at: ObjectKey(key))?.contentType
        #expect(kept == (status == 201 ? type : nil))
      }
    }
  }

  @Test("a part is not stored as the whole")
  func partialPut() async throws {
    try await withHost { host in
      let put = try await curl(
        "-T", "-", "-H", "Content-Range: bytes 0-0/10", host.at("a"), input: [1])
      #expect(put.status == 400)
      #expect(put.text.contains("[objectRequest.partialContent]"))
    }
  }
}
