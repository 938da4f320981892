import Diagnostics
import SomaClient
import Testing

@Suite struct EndpointTests {
  @Test(
    "a URL names scheme, host and port",
    arguments: [
      ("http://127.0.0.1:9000", Endpoint.Scheme.http, Endpoint.Host.ipv4("127.0.0.1"), 9000),
      ("http://localhost", .http, .name("localhost"), 80),
      ("https://rpc.example.org", .https, .name("rpc.example.org"), 443),
      ("https://rpc.example.org:443/", .https, .name("rpc.example.org"), 443),
      ("HTTPS://RPC.Example.ORG:8443", .https, .name("rpc.example.org"), 8443),
      ("http://[::1]:9000", .http, .ipv6("::1"), 9000),
      ("https://[2001:0DB8::0001]", .https, .ipv6("2001:db8::1"), 443),
      ("http://soma_node-1:1", .http, .name("soma_node-1"), 1),
      ("http://1.2.3.4.example:65535", .http, .name("1.2.3.4.example"), 65535),
      ("http://xn--bcher-kva.example:80", .http, .name("xn--bcher-kva.example"), 80),
    ])
  func accepts(
    text: String, scheme: Endpoint.Scheme, host: Endpoint.Host, port: Int
  ) throws {
    let endpoint = try Endpoint(text)
    #expect(endpoint.scheme == scheme)
    #expect(endpoint.host == host)
    #expect(endpoint.port == port)
  }

  @Test(
    "everything else is refused for its own reason",
    arguments: [
      ("", EndpointError.missingScheme),
      ("localhost:9000", .missingScheme),
      ("127.0.0.1", .missingScheme),
      ("user:secret@host:1", .missingScheme),
      ("http:/host", .missingScheme),
      ("ftp://host", .unknownScheme("ftp")),
      ("grpc://host:1", .unknownScheme("grpc")),
      ("://host", .unknownScheme("")),
      (" http://host", .unknownScheme(" http")),
      ("http://", .missingHost),
      ("http://:9000", .missingHost),
      ("http:///path", .path),
      ("http://[]:1", .missingHost),
      ("http://user@host", .userInfo),
      ("http://user:secret@host:1/path", .userInfo),
      ("http://host/path", .path),
      ("http://host//", .path),
      ("http://host?x=1", .query),
      ("http://host/?x=1", .query),
      ("http://host#x", .query),
      ("http://host:", .invalidPort("")),
      ("http://host:0", .invalidPort("0")),
      ("http://host:65536", .invalidPort("65536")),
      ("http://host:99999999999999999999", .invalidPort("99999999999999999999")),
      ("http://host:+80", .invalidPort("+80")),
      ("http://host:8o", .invalidPort("8o")),
      ("http://host:٨٠", .invalidPort("٨٠")),
      ("http://::1:9000", .unbracketedIPv6),
      ("http://[::1", .invalidHost("[::1")),
      ("http://[::1]9000", .invalidHost("[::1]9000")),
      ("http://[::g]", .invalidHost("[::g]")),
      ("http://[127.0.0.1]", .invalidHost("[127.0.0.1]")),
      ("http://[fe80::1%25eth0]", .invalidHost("[fe80::1%25eth0]")),
      ("http://127.1", .invalidHost("127.1")),
      ("http://256.0.0.1", .invalidHost("256.0.0.1")),
      ("http://1", .invalidHost("1")),
      ("http://ho st", .invalidHost("ho st")),
      ("http://host.", .invalidHost("host.")),
      ("http://a..b", .invalidHost("a..b")),
      ("http://-a", .invalidHost("-a")),
      ("http://bücher.example", .invalidHost("bücher.example")),
      ("http://h%6fst", .invalidHost("h%6fst")),
      ("http://host\u{0}", .invalidHost("host\u{0}")),
      ("http://host\\x", .invalidHost("host\\x")),
    ])
  func refuses(text: String, error: EndpointError) {
    #expect(throws: error) { try Endpoint(text) }
  }

  @Test("a label has at most 63 characters, a name 253")
  func boundsNames() throws {
    let label = String(repeating: "a", count: 63)
    let name = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
    #expect(try Endpoint("http://\(name)").host == .name(name))
    #expect(throws: EndpointError.invalidHost(name + "b")) { try Endpoint("http://\(name)b") }
    #expect(throws: EndpointError.invalidHost(label + "a")) { try Endpoint("http://\(label)a") }
  }

  @Test(
    "the description is one spelling of the URL, and reads back",
    arguments: [
      ("http://HOST:80/", "http://host"), ("http://host:443", "http://host:443"),
      ("https://host:443", "https://host"), ("https://host:80", "https://host:80"),
      ("http://[::0:1]:9", "http://[::1]:9"), ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ])
  func describes(text: String, description: String) throws {
    let endpoint = try Endpoint(text)
    #expect(endpoint.description == description)
    #expect(try Endpoint(description) == endpoint)
  }

  @Test("each refusal has a code and a remedy of its own, and shows no password")
  func explains() {
    let errors: [EndpointError] = [
      .missingScheme, .unknownScheme("ftp"), .missingHost, .invalidHost("a b"), .unbracketedIPv6,
      .invalidPort("x"), .userInfo, .path, .query,
    ]
    #expect(Set(errors.map(\.diagnostic.code)).count == errors.count)
    #expect(errors.allSatisfy { $0.diagnostic.remedies.count == 1 })
    let secret = #expect(throws: EndpointError.self) { try Endpoint("http://me:hunter2@host") }
    #expect(secret?.diagnostic.detail.contains("hunter2") == false)
  }
}
