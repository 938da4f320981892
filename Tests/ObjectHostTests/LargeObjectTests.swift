import Foundation
import ObjectHost
import SomaCrypto
import TestSupport
import Testing

@Suite("Large objects", .timeLimit(.minutes(5))) struct LargeObjectTests {
  private static let byteCount = 64 << 20
  private static let step = 1 << 20

  /// A file whose every MiB is another, and its digest.
  private func makeFile(_ url: URL) throws -> Bytes32 {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }  // written by then
    var generator = SeededGenerator(seed: 11)
    let block = generator.bytes(Self.step)
    var hasher = Blake2b256()
    for index in 0..<Self.byteCount / Self.step {
      var bytes = block
      bytes[0] = UInt8(index)
      hasher.update(bytes)
      try handle.write(contentsOf: Data(bytes))
    }
    return hasher.finalize()
  }

  @Test("64 MiB go to disk and back", arguments: [[], ["-H", "Transfer-Encoding: chunked"]])
  func roundTrip(options: [String]) async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: "file")
      let digest = try makeFile(file)
      try await withHost(.directory) { host in
        let put = try await curl(options + ["-T", file.path, host.at("a/") + "b"])
        #expect(put.status == 201)
        #expect(put.headers["etag"] == "\"\(digest)\"")
        let get = try await curl(host.at("a/b"))
        #expect(get.exitStatus == 0)
        #expect(Blake2b256.hash(get.body) == digest)
        // A part in the middle of the pieces that are read.
        let start = 5 * Self.step - 3
        let part = try await curl("-r", "\(start)-\(start + 9)", host.at("a/b"))
        #expect(part.body == Array(get.body[start...start + 9]))
      }
    }
  }
}
