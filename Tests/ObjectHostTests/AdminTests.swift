import ObjectHost
import TestSupport
import Testing

@Suite("The admin endpoint", .timeLimit(.minutes(5))) struct AdminTests {
  private func withAdmin(_ body: (ObjectHost) async throws -> Void) async throws {
    try await withHost(configure: { $0.allowsAdmin = true }, body)
  }

  @Test("faults are set, listed and cleared")
  func faults() async throws {
    try await withAdmin { host in
      let faults = host.at(".admin/faults")
      let set = try await curl("-X", "POST", faults + "?fault=refuses&status=503&key=a*&requests=2")
      #expect(set.status == 201)
      #expect(set.text == "1\n")
      #expect(try await curl("-X", "POST", faults + "?fault=stalls&key=b").text == "2\n")
      #expect(try await curl(host.at("ab")).status == 503)
      #expect(
        try await curl(faults).text
          == "1\tfault=refuses&status=503&key=a%2A&requests=1\n2\tfault=stalls&key=b\n")
      #expect(host.faults.count == 2)
      #expect(try await curl("-X", "DELETE", faults + "/2").status == 204)
      #expect(try await curl("-X", "DELETE", faults + "/2").status == 404)
      #expect(host.faults.count == 1)
      #expect(try await curl("-X", "DELETE", faults).status == 204)
      #expect(host.faults.isEmpty)
    }
  }

  @Test("a fault that is none is explained")
  func refused() async throws {
    try await withAdmin { host in
      let set = try await curl("-X", "POST", host.at(".admin/faults?fault=x"))
      #expect(set.status == 400)
      #expect(set.text.contains("[objectFault.unknownFault]"))
      #expect(set.text.contains("truncates-body"))
      #expect(host.faults.isEmpty)
    }
  }

  @Test("requests are shown without credentials")
  func requests() async throws {
    try await withAdmin { host in
      _ = try await curl("-r", "0-1", "-H", "Authorization: Bearer s3cret", host.at("a?x=y"))
      #expect(
        try await curl(host.at(".admin/requests")).text.hasPrefix("404\tGET\t/a?x=y\tbytes=0-1\n"))
      #expect(host.requests.first?.header("authorization") == "…")
      #expect(try await curl("-X", "DELETE", host.at(".admin/requests")).status == 204)
      #expect(try await curl(host.at(".admin/requests")).text == "-\tGET\t/.admin/requests\t-\n")
    }
  }

  @Test("faults do not reach the endpoint, or the list of objects")
  func immune() async throws {
    try await withAdmin { host async throws in
      host.inject(FaultRule(.refuses(status: 503)))
      #expect(try await curl(host.at("")).status == 200)
      #expect(try await curl(host.at("a")).status == 503)
      #expect(try await curl("-X", "DELETE", host.at(".admin/faults")).status == 204)
      #expect(try await curl(host.at("a")).status == 404)
    }
  }

  @Test(
    "a page in a browser has no business here",
    arguments: ["Origin: http://evil.example", "Origin: null", "Host: evil.example"])
  func foreign(header: String) async throws {
    try await withAdmin { host in
      let set = try await curl(
        "-X", "POST", "-H", header, host.at(".admin/faults?fault=stalls"))
      #expect(set.status == 403)
      #expect(host.faults.isEmpty)
    }
  }

  @Test(
    "paths and methods that it does not have",
    arguments: [
      ("GET", ".admin/", 404), ("GET", ".admin/x", 404), ("PUT", ".admin/faults", 405),
      ("POST", ".admin/requests", 405), ("GET", ".admin/faults/1", 405),
      ("DELETE", ".admin/faults/x", 404), ("DELETE", ".admin/faults/1", 404),
    ])
  func unknown(method: String, path: String, status: Int) async throws {
    try await withAdmin { host async throws in
      #expect(try await curl("-X", method, host.at(path)).status == status)
    }
  }

  @Test("it is off unless it is asked for")
  func off() async throws {
    try await withHost { host async throws in
      #expect(try await curl(host.at(".admin/faults")).status == 404)
      #expect(try await curl("-X", "POST", host.at(".admin/faults?fault=stalls")).status == 404)
      #expect(host.faults.isEmpty)
    }
  }
}
