import Foundation
import Glibc
import Hosting
import SomaCrypto
import Synchronization
import TestSupport
import Testing

/// What a server of files keeps.
final class Shelf: Sendable {
  let objects = Mutex<[String: [UInt8]]>([:])

  subscript(path: String) -> [UInt8]? { objects.withLock { $0[path] } }

  /// Answers like a WebDAV server that honours `If-None-Match`.
  func serve(_ exchange: Exchange) throws {
    let path = exchange.path
    switch exchange.method {
    case "PUT":
      let body = try exchange.readBody()
      let isRefused = objects.withLock { objects in
        if exchange.headers["if-none-match"] == "*", objects[path] != nil { return true }
        objects[path] = body
        return false
      }
      try exchange.respond(isRefused ? 412 : 201)
    case "GET", "HEAD":
      guard let body = self[path] else { return try exchange.respond(404) }
      guard let range = exchange.range, range.upperBound < body.count else {
        return try exchange.respond(200, body: body)
      }
      try exchange.respond(
        206,
        [("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound)/\(body.count)")],
        body: Array(body[range]))
    case "DELETE":
      let existed = objects.withLock { $0.removeValue(forKey: path) != nil }
      try exchange.respond(existed ? 204 : 404)
    default: try exchange.respond(501)
    }
  }
}

@Suite("PUT as a host", .timeLimit(.minutes(2))) struct HTTPPutHostTests {
  private static let bytes = PatternSource.bytes(0..<70_000)
  private static let path = "/m/\(sampleName)"
  private let shelf = Shelf()

  private func upload() -> ObjectUpload { ObjectUpload(name: objectName(), bytes: Self.bytes) }

  private func host(_ server: ScriptedServer) -> HTTPPutHost {
    var host = HTTPPutHost(
      to: .base(server.url("/m")), publicBase: server.url("/m/"), transport: directTransport())
    host.retries.base = .zero
    return host
  }

  @Test("an object is put, looked at, left alone, replaced and deleted")
  func life() async throws {
    try await withScriptedServer(shelf.serve) { server in
      let host = host(server)
      let seen = Mutex<UploadProgress?>(nil)
      let outcome = try await host.put(upload(), mode: .createOnly) { progress in
        seen.withLock { $0 = progress }
      }
      #expect(outcome == .stored)
      #expect(seen.withLock { $0 } == UploadProgress(sentBytes: 70_000, totalBytes: 70_000))
      #expect(shelf[Self.path] == Self.bytes)
      let found = try await host.head(objectName())
      #expect(found?.size == 70_000)
      shelf.objects.withLock { $0[Self.path] = [1, 2, 3] }
      let again = try await host.put(upload())
      #expect(again.existing?.size == 3)
      #expect(shelf[Self.path] == [1, 2, 3])
      let replaced = try await host.put(upload(), mode: .replace) { _ in }
      #expect(replaced == .stored)
      try await host.delete(objectName())
      try await host.delete(objectName())
      #expect(shelf[Self.path] == nil)
      #expect(throws: HostError.unsupported(.list, host: host.description)) {
        try host.list(masterID: "0a1b2c3d")
      }
    }
  }

  @Test("one that appears between the look and the upload stays")
  func race() async throws {
    let looked = Mutex(false)
    try await withScriptedServer { exchange in
      if exchange.method == "HEAD", !looked.withLock({ $0 }) {
        looked.withLock { $0 = true }
        try exchange.respond(404)
        shelf.objects.withLock { $0[Self.path] = [9] }
      } else {
        try shelf.serve(exchange)
      }
    } _: { server in
      let outcome = try await host(server).put(upload())
      #expect(outcome.existing?.size == 1)
      #expect(shelf[Self.path] == [9])
    }
  }

  @Test("a storm of 503 passes; the body is sent from the start each time")
  func storm() async throws {
    let refusals = Mutex(4)
    try await withScriptedServer { exchange in
      let isRefused = refusals.withLock { left in
        defer { left = max(0, left - 1) }
        return left > 0
      }
      if isRefused { return try exchange.respond(503, [("Retry-After", "0")]) }
      try shelf.serve(exchange)
    } _: { server in
      var host = host(server)
      host.retries.longestWish = .zero
      let outcome = try await host.put(upload())
      #expect(outcome == .stored)
      #expect(shelf[Self.path] == Self.bytes)
    }
  }

  @Test("a lost answer is asked for again: what was stored then is found, not replaced")
  func lostAnswer() async throws {
    let puts = Mutex(0)
    try await withScriptedServer { exchange in
      if exchange.method == "PUT",
        puts.withLock({
          $0 += 1; return $0
        }) == 1
      {
        let body = try exchange.readBody()
        shelf.objects.withLock { $0[Self.path] = body }
        return exchange.reset()
      }
      try shelf.serve(exchange)
    } _: { server in
      let outcome = try await host(server).put(upload())
      #expect(outcome.existing?.size == 70_000)
      #expect(puts.withLock { $0 } == 2)
    }
  }

  @Test(
    "a refusal names status and reason, and is not repeated", arguments: [400, 401, 403, 413, 507])
  func refusals(status: Int) async throws {
    try await withScriptedServer { exchange in
      if exchange.method == "HEAD" { return try exchange.respond(404) }
      try exchange.respond(status, body: Array("no:\n \u{1B}[2J because".utf8))
    } _: { server in
      let host = host(server)
      let error = await #expect(throws: HostError.self) { try await host.put(upload()) }
      #expect(
        error
          == .refused(
            status: status, request: "PUT \(host.description)", words: "no: \u{FFFD}[2J because"))
      #expect(server.requests.filter { $0.hasPrefix("PUT") }.count == 1)
    }
  }

  @Test("a refusal of a signed link does not repeat the link")
  func signedRefusals() async throws {
    let document = """
      <?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message>
      <CanonicalRequest>X-Amz-Security-Token=hunter2</CanonicalRequest></Error>
      """
    for (body, words) in [
      (document, "AccessDenied: Request has expired"), ("bad link: hunter2", nil),
      ("<html>hunter2</html>", nil),
    ] {
      try await withScriptedServer { exchange in
        if exchange.method == "HEAD" { return try exchange.respond(404) }
        try exchange.respond(403, body: Array(body.utf8))
      } _: { server in
        let command = HostCommand(.shell("echo '\(server.url("/?X-Amz-Signature=hunter2"))'"))
        let host = HTTPPutHost(
          to: .command(command), publicBase: server.url("/m"), transport: directTransport())
        _ = await #expect(
          throws: HostError.refused(
            status: 403, request: "PUT links from the shell command", words: words)
        ) { try await host.put(upload()) }
      }
    }
  }

  @Test("a redirect is not followed: its target would get the credentials")
  func redirects() async throws {
    try await withScriptedServer { exchange in
      if exchange.method == "HEAD" { return try exchange.respond(404) }
      try exchange.respond(307, [("Location", "http://elsewhere.example/x?secret=1")])
    } _: { server in
      let host = host(server)
      _ = await #expect(
        throws: HostError.redirected(
          status: 307, request: "PUT \(host.description)", to: "http://elsewhere.example/x?…")
      ) { try await host.put(upload()) }
    }
  }

  @Test("a server that keeps something else than was sent is found out")
  func otherSize() async throws {
    try await withScriptedServer { exchange in
      guard exchange.method == "PUT" else { return try shelf.serve(exchange) }
      let body = try exchange.readBody()
      shelf.objects.withLock { $0[Self.path] = Array(body.dropLast()) }
      try exchange.respond(201)
    } _: { server in
      _ = await #expect(
        throws: HostError.otherSize(name: objectName(), expected: 70_000, found: 69_999)
      ) { try await host(server).put(upload()) }
    }
  }

  @Test("missing collections are made, the outermost first")
  func collections() async throws {
    let made = Mutex<Set<String>>([])
    try await withScriptedServer { exchange in
      switch exchange.method {
      case "MKCOL":
        let isNew = made.withLock { $0.insert(exchange.path).inserted }
        try exchange.respond(isNew ? 201 : 405)
      case "PUT" where !made.withLock({ $0.contains("/a/b/") }): try exchange.respond(409)
      default: try shelf.serve(exchange)
      }
    } _: { server in
      made.withLock { _ = $0.insert("/a/") }
      var host = HTTPPutHost(
        to: .base(server.url("/a/b/")), publicBase: server.url("/a/b"),
        transport: directTransport())
      host.makesCollections = true
      let outcome = try await host.put(upload())
      #expect(outcome == .stored)
      #expect(server.requests.filter { $0.hasPrefix("MKCOL") } == ["MKCOL /a/", "MKCOL /a/b/"])
    }
  }

  @Test("links come from a command, one for each attempt; objects are looked at in public")
  func links() async throws {
    try await withTemporaryDirectory { directory in
      let count = directory.appending(path: "count").path
      let tries = Mutex(0)
      try await withScriptedServer { exchange in
        guard exchange.method == "PUT" else { return try shelf.serve(exchange) }
        #expect(exchange.headers["if-none-match"] == nil)
        #expect(exchange.headers["x-token"] == "put \(sampleName) 70000")
        guard
          tries.withLock({
            $0 += 1; return $0
          }) == 2
        else {
          return try exchange.respond(500)
        }
        #expect(exchange.target == "/up?n=2&size=70000")
        let body = try exchange.readBody()
        shelf.objects.withLock { $0[Self.path] = body }
        try exchange.respond(200)
      } _: { server in
        let script = """
          echo x >> '\(count)'
          echo "\(server.url("/up"))?n=$(wc -l < '\(count)')&size=$STEWARD_OBJECT_SIZE"
          """
        var host = HTTPPutHost(
          to: .command(HostCommand(.shell(script))), publicBase: server.url("/m"),
          transport: directTransport())
        host.retries.base = .zero
        host.headersCommand = HostCommand(
          .shell(
            #"echo "X-Token: $STEWARD_ACTION $STEWARD_OBJECT_NAME $STEWARD_OBJECT_SIZE""#))
        let outcome = try await host.put(upload())
        #expect(outcome == .stored)
        #expect(server.requests.first == "HEAD \(Self.path)")
        #expect(host.description == "links from the shell command")
      }
    }
  }

  @Test(
    "what a command prints is used only when it can be",
    arguments: [
      ("true", CommandAnswerProblem.empty), ("echo; echo", .empty),
      ("echo not a url", .notURL(line: 1)), ("echo ftp://x/", .notURL(line: 1)),
      ("printf 'http://a/\\nhttp://b/\\n'", .lineCount(2)), ("printf '\\377'", .notText),
    ])
  func badAnswers(script: String, problem: CommandAnswerProblem) async throws {
    try await withScriptedServer {
      try $0.respond(404)
    } _: { server in
      let host = HTTPPutHost(
        to: .command(HostCommand(.shell(script))), publicBase: server.url("/m"),
        transport: directTransport())
      _ = await #expect(
        throws: HostError.badAnswer(command: "the shell command", problem: problem)
      ) { try await host.put(upload()) }
    }
  }

  @Test(
    "header lines that are none are refused, and not shown",
    arguments: ["echo secret", "echo 'A B: secret'", "printf 'A: 1\\n: secret\\n'"])
  func badHeaders(script: String) async throws {
    try await withScriptedServer {
      try $0.respond(404)
    } _: { server in
      var host = host(server)
      host.headersCommand = HostCommand(.shell(script))
      let error = await #expect(throws: HostError.self) { try await host.put(upload()) }
      guard case .badAnswer(_, .notHeader) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(!"\(String(describing: error))".contains("secret"))
    }
  }

  @Test("a public base that cannot be committed to is refused before anything is sent")
  func publicBase() async throws {
    try await withScriptedServer {
      try $0.respond(200)
    } _: { server in
      let host = HTTPPutHost(
        to: .base(server.url()), publicBase: "ftp://x/", transport: directTransport())
      await #expect(throws: PublicURLError.notHTTP(scheme: "ftp")) {
        try await host.put(upload())
      }
      #expect(server.connectionCount == 0)
    }
  }

  @Test("where HEAD is not allowed, the first byte is asked for")
  func withoutHead() async throws {
    try await withScriptedServer { exchange in
      if exchange.method == "HEAD" { return try exchange.respond(405) }
      try shelf.serve(exchange)
    } _: { server in
      let missing = try await host(server).head(objectName())
      #expect(missing == nil)
      shelf.objects.withLock { $0[Self.path] = Self.bytes }
      let found = try await host(server).head(objectName())
      #expect(found?.size == 70_000)
    }
  }

  @Test("no secret shows in what is printed of a host")
  func secrets() {
    var host = HTTPPutHost(
      to: .base("https://user:hunter2@dav.example/m?key=hunter2"),
      publicBase: "https://h.example", transport: directTransport())
    host.headers = ["Authorization": "Bearer hunter2"]
    #expect(!host.description.contains("hunter2"))
    #expect(!"\(host.headers)".contains("hunter2"))
    var dumped = ""
    dump(host.headers, to: &dumped)
    dump(HTTPRequest(.get, "https://h/?hunter2", headers: host.headers), to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }
}
