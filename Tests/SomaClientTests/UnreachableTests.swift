import Diagnostics
import FaultServer
import Foundation
import SomaClient
import TestSupport
import Testing

@Suite("Nodes that cannot be reached", .timeLimit(.minutes(1))) struct UnreachableTests {
  @Test("a refused connection fails at once", arguments: ["127.0.0.1", "localhost"])
  func refused(host: String) async throws {
    try await withRefusingPort { port in
      check(try await failure(of: "http://\(host):\(port)"), .unavailable)
    }
  }

  // Without the bounded end this never returns; how soon it returns depends on the machine.
  @Test("a name without an address fails, and the end comes", .timeLimit(.minutes(2)))
  func unresolvable() async throws {
    check(try await failure(of: "http://no.such.host.invalid:9000"), .unavailable)
  }

  @Test("a server that only accepts runs into the deadline", arguments: ["http", "https"])
  func silent(scheme: String) async throws {
    try await withRawServer(.silence) { port in
      check(
        try await failure(of: "\(scheme)://127.0.0.1:\(port)", deadline: shortDeadline),
        .deadlineExceeded)
    }
  }

  @Test(
    "packets that nobody answers run into the deadline, and the end comes",
    .timeLimit(.minutes(2)))
  func deaf() async throws {
    try await withDeafPort { port in
      check(
        try await failure(of: "http://127.0.0.1:\(port)", deadline: shortDeadline),
        .deadlineExceeded)
    }
  }

  @Test(
    "a server that speaks something else fails at once",
    arguments: ["http", "https"],
    [RawAnswer.close, .text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")])
  func foreign(scheme: String, answer: RawAnswer) async throws {
    try await withRawServer(answer) { port in
      check(try await failure(of: "\(scheme)://127.0.0.1:\(port)"), .unavailable)
    }
  }

  @Test("TLS is asked of a node in clear, and the reverse", arguments: ["http", "https"])
  func mixedUp(scheme: String) async throws {
    try await withTemporaryDirectory { directory in
      let authority = try TestAuthority(in: directory)
      let identity = try authority.issue(["DNS:localhost"])
      let settings = try testSettings { $0.trust = try .file(authority.certificate.path()) }
      let isClear = scheme == "https"
      try await withHTTP2Node(NodeScript(), identity: isClear ? nil : identity) { port in
        check(
          try await failure(of: "\(scheme)://localhost:\(port)", settings: settings), .unavailable)
      }
    }
  }

  /// Never sent, so no transaction can have run, and worth another try.
  private func check(_ failure: RPCFailure?, _ code: StatusCode) {
    #expect(failure?.code == code)
    #expect(failure?.stage == .notSent)
    #expect(failure?.submissionVerdict == .cannotHaveRun)
    #expect(failure?.isRetryableRead == true)
    #expect(failure?.diagnostic.code == "rpc.unreachable")
  }
}

@Suite("TLS", .timeLimit(.minutes(1))) struct TLSTests {
  @Test("a certificate of the named authority is believed", arguments: ["localhost", "127.0.0.1"])
  func trusted(host: String) async throws {
    #expect(try await failureOverTLS(host: host, names: ["DNS:localhost", "IP:127.0.0.1"]) == nil)
  }

  @Test("a certificate of another authority is not", arguments: [true, false])
  func untrusted(asksTheSystem: Bool) async throws {
    let failure = try await failureOverTLS(host: "localhost", names: ["DNS:localhost"]) {
      directory in
      asksTheSystem
        ? .system : try .file(TestAuthority(in: directory, name: "other").certificate.path())
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.stage == .notSent)
    // The library names the source file on the machine where it was built.
    #expect(failure?.message.contains("CERTIFICATE_VERIFY_FAILED") == true)
    #expect(failure?.message.contains(".cc:") == false)
  }

  @Test("a certificate for another host is not", arguments: ["localhost", "127.0.0.1"])
  func otherHost(host: String) async throws {
    let failure = try await failureOverTLS(host: host, names: ["DNS:elsewhere.example"])
    #expect(failure?.code == .unavailable)
    #expect(failure?.stage == .notSent)
  }

  /// Calls a node with a certificate for `names`; trusts its authority unless told otherwise.
  private func failureOverTLS(
    host: String, names: [String], trust: ((URL) throws -> TrustRoots)? = nil
  ) async throws -> RPCFailure? {
    try await withTemporaryDirectory { directory in
      let authority = try TestAuthority(in: directory)
      let trust = try trust.map { try $0(directory) } ?? .file(authority.certificate.path())
      let node = NodeScript()
      node.on("test.Bytes/Echo", .reply([1]))
      return try await withHTTP2Node(node, identity: authority.issue(names)) { port in
        try await failure(
          of: "https://\(host):\(port)", settings: testSettings { $0.trust = trust })
      }
    }
  }
}
