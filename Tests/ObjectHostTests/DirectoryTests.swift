import Foundation
import ObjectHost
import SomaCrypto
import TestSupport
import Testing

@Suite("A directory of objects", .timeLimit(.minutes(5))) struct DirectoryTests {
  private func withDirectory(_ body: (URL, ObjectHostConfiguration) async throws -> Void)
    async throws
  {
    try await withTemporaryDirectory { directory in
      var configuration = ObjectHostConfiguration()
      configuration.shutdownGrace = .zero
      configuration.storage = .directory(path: directory.appending(path: "objects").path)
      try await body(directory.appending(path: "objects"), configuration)
    }
  }

  private func names(_ directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  @Test("an object is a plain file, and nothing else is left")
  func files() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { host async throws in
        _ = try await curl("-T", "-", host.at("a/b"), input: [1, 2])
        _ = try await curl("-T", "-", "-H", "If-None-Match: *", host.at("c"), input: [3])
        #expect(try Array(Data(contentsOf: directory.appending(path: "a/b"))) == [1, 2])
        _ = try await curl("-T", "-", host.at("a/b"), input: [4])
        #expect(try Array(Data(contentsOf: directory.appending(path: "a/b"))) == [4])
        #expect(try names(directory) == [".objecthost", "a", "c"])
        #expect(try names(directory.appending(path: ".objecthost/uploads")).isEmpty)
        #expect(try names(directory.appending(path: ".objecthost/entries")).count == 2)
        _ = try await host.remove(ObjectKey("a/b"))
        _ = try await host.remove(ObjectKey("c"))
        #expect(try names(directory) == [".objecthost"])
        #expect(try names(directory.appending(path: ".objecthost/entries")).isEmpty)
      }
    }
  }

  @Test("what was stored is there after a restart, with its type")
  func restart() async throws {
    try await withDirectory { _, configuration in
      let before = try await withObjectHost(configuration) { host async throws in
        try await host.store([1], at: ObjectKey("a"), contentType: "model/x")
      }
      try await withObjectHost(configuration) { host async throws in
        #expect(try await host.entry(at: ObjectKey("a")) == before)
      }
    }
  }

  @Test("files of others are objects, and never served under an old tag")
  func foreign() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { host async throws in
        let file = directory.appending(path: "a")
        try Data([1, 2, 3]).write(to: file)
        let get = try await curl(host.at("a"))
        #expect(get.body == [1, 2, 3])
        #expect(get.headers["etag"] == "\"\(Blake2b256.hash([1, 2, 3]))\"")
        #expect(get.headers["content-type"] == "application/octet-stream")
        #expect(
          try await curl("-T", "-", "-H", "If-None-Match: *", host.at("a"), input: [9]).status
            == 412)
        let match = "If-Match: \"\(Blake2b256.hash([1, 2, 3]))\""
        #expect(try await curl("-T", "-", "-H", match, host.at("a"), input: [4, 5]).status == 200)
        // In place, with the length it had.
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data([6, 7]))
        try handle.close()
        #expect(try await curl(host.at("a")).headers["etag"] == "\"\(Blake2b256.hash([6, 7]))\"")
        // As another file.
        try Data([8]).write(to: file, options: .atomic)
        #expect(try await curl(host.at("a")).headers["etag"] == "\"\(Blake2b256.hash([8]))\"")
      }
    }
  }

  @Test("links are not followed, and what is no plain file is no object")
  func links() async throws {
    try await withDirectory { directory, configuration in
      let secret = directory.deletingLastPathComponent().appending(path: "secret")
      try Data("secret".utf8).write(to: secret)
      try await withObjectHost(configuration) { host async throws in
        let manager = FileManager.default
        try manager.createSymbolicLink(
          at: directory.appending(path: "link"), withDestinationURL: secret)
        try manager.createSymbolicLink(
          at: directory.appending(path: "up"),
          withDestinationURL: directory.deletingLastPathComponent())
        #expect(mkfifo(directory.appending(path: "fifo").path, 0o600) == 0)
        for key in ["link", "up/secret", "fifo", "up"] {
          #expect(try await curl(host.at(key)).status == 404, "\(key)")
          #expect(try await curl("-T", "-", host.at(key), input: [1]).status == 409, "\(key)")
          #expect(try await curl("-X", "DELETE", host.at(key)).status == 409, "\(key)")
        }
        #expect(try await curl(host.at("")).text == "bytes\tkey\n")
        #expect(try String(contentsOf: secret, encoding: .utf8) == "secret")
      }
    }
  }

  @Test("a key cannot be the beginning of another")
  func conflict() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { host async throws in
        #expect(try await curl("-T", "-", host.at("a/b"), input: [1]).status == 201)
        for header in ["X: x", "If-None-Match: *"] {
          let parent = try await curl("-T", "-", "-H", header, host.at("a"), input: [1])
          #expect(parent.status == 409)
          #expect(parent.text.contains("[objectStorage.nameTaken]"))
          #expect(
            try await curl("-T", "-", "-H", header, host.at("a/b/c"), input: [1]).status == 409)
        }
        #expect(try await curl(host.at("a")).status == 404)
        #expect(try await curl(host.at("a/b/c")).status == 404)
        #expect(try await curl("-X", "DELETE", host.at("a/b")).status == 204)
        #expect(try await curl("-T", "-", host.at("a"), input: [1]).status == 201)
      }
    }
  }

  @Test("whoever reads goes on reading what was there")
  func snapshot() async throws {
    try await withDirectory { _, configuration in
      try await withObjectHost(configuration) { host async throws in
        let old = [UInt8](repeating: 1, count: 8 << 20)
        try await host.store(old, at: ObjectKey("a"))
        let fault = host.inject(FaultRule(.stallsBody(after: 5), requests: 1))
        let client = try RawClient(port: host.port)
        try client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        while !host.faults.isEmpty { await Task.yield() }
        try await host.store([2], at: ObjectKey("a"))
        try await host.remove(ObjectKey("a"))
        host.clear(fault)
        let reply = await client.readToEnd()
        #expect(
          reply.contains("content-length: 8388608") || reply.contains("Content-Length: 8388608"))
        #expect(reply.hasSuffix("\r\n\r\n\u{1}\u{1}\u{1}\u{1}\u{1}"))
      }
    }
  }

  @Test("a file that somebody shortens while it is served ends the connection")
  func shortened() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { host async throws in
        try await host.store(.init(repeating: 1, count: 32 << 20), at: ObjectKey("a"))
        let client = try RawClient(port: host.port)
        // More than the buffers of both ends hold, so that most of it is yet to be read.
        try client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = await client.read(count: 1000)
        let file = try FileHandle(forWritingTo: directory.appending(path: "a"))
        try file.truncate(atOffset: 10)
        try file.close()
        #expect(await client.readToEnd().utf8.count < 32 << 20)
      }
    }
  }

  @Test("an upload that comes to nothing leaves nothing")
  func refusedUpload() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { host async throws in
        let uploads = directory.appending(path: ".objecthost/uploads")
        try await host.store([1], at: ObjectKey("a"))
        let refused = try RawClient(port: host.port)
        try refused.send(
          "PUT /b HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\nExpect: 100-continue\r\n"
            + "Connection: close\r\nContent-Length: 1\r\n\r\n")
        _ = await refused.read(count: 4)
        #expect(try names(uploads).count == 1)
        try await host.store([1], at: ObjectKey("b"))
        try refused.send("x")
        #expect(await refused.readToEnd().contains("HTTP/1.1 412 "))
        let killed = try RawClient(port: host.port)
        try killed.send("PUT /c HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
        while host.requests.count < 2 { await Task.yield() }
        killed.reset()
        while !(try names(uploads).isEmpty) { await Task.yield() }
        #expect(try await host.bytes(at: ObjectKey("c")) == nil)
      }
    }
  }

  @Test("one host at a time, and what a killed one left is swept")
  func oneHost() async throws {
    try await withDirectory { directory, configuration in
      try await withObjectHost(configuration) { _ in
        _ = await #expect(throws: ObjectHostError.directoryInUse(path: directory.path)) {
          try await withObjectHost(configuration) { _ in }
        }
      }
      let uploads = directory.appending(path: ".objecthost/uploads")
      try Data([1]).write(to: uploads.appending(path: "1"))
      try await withObjectHost(configuration) { host async throws in
        #expect(try names(uploads).isEmpty)
        #expect(try await curl("-T", "-", host.at("a"), input: [1]).status == 201)
      }
    }
  }

  @Test("a directory that cannot be used is named")
  func unusable() async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: "file")
      try Data().write(to: file)
      for (path, function, code) in [
        (file.path, "open", ENOTDIR), (file.appending(path: "x").path, "mkdir", ENOTDIR),
        (directory.appending(path: "x/y").path, "mkdir", ENOENT),
      ] {
        var configuration = ObjectHostConfiguration()
        configuration.storage = .directory(path: path)
        let cause: StorageError =
          code == ENOTDIR ? .nameTaken : .failed(function: function, code: code)
        await #expect(throws: ObjectHostError.directoryUnusable(path: path, cause)) {
          try await withObjectHost(configuration) { _ in }
        }
      }
    }
  }
}
