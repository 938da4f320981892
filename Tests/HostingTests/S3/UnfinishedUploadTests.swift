import SomaCrypto
import Testing

@testable import Hosting

@Suite("Uploads that nobody finished")
struct UnfinishedUploadTests {
  private static let other = "models/ffffffff-00112233445566778899aabbccddeeff"

  @Test("are listed by master, with their beginnings, and aborted one by one")
  func orphans() async throws {
    let bench = Bench()
    let client = try bench.client()
    for key in [Bench.key, Bench.key + ".x", "models/notes", Self.other, Bench.key] {
      _ = try await client.beginUpload(key, checksum: .zero, contentType: "text/plain")
    }
    let host = try bench.host()
    let name = try #require(Bench.name)
    let found = try await host.unfinishedUploads(masterID: "0a1b2c3d")
    #expect(found.map(\.name) == [name, name])
    #expect(found.map(\.begun) == [1_800_000_000, 1_800_000_000])
    for upload in found { try await host.abort(upload) }
    #expect(try await host.unfinishedUploads(masterID: "0a1b2c3d").isEmpty)
    #expect(try await host.unfinishedUploads(masterID: "ffffffff").count == 1)
  }

  @Test("end in the journal too when it knows them")
  func journaled() async throws {
    let bench = Bench()
    let plan = UploadPlan(
      place: try bench.client().location.place, key: Bench.key, size: 9000, checksum: .zero,
      partSize: 4096)
    let id = try await bench.client().beginUpload(
      Bench.key, checksum: .zero, contentType: "text/plain")
    try bench.journal.begin(plan)
    try bench.journal.began(plan, as: id)
    let host = try bench.host()
    for upload in try await host.unfinishedUploads(masterID: "0a1b2c3d") {
      try await host.abort(upload)
    }
    #expect(try await host.unfinishedUploads(masterID: "0a1b2c3d").isEmpty)
    #expect(bench.journal.openUpload(place: plan.place, key: plan.key) == nil)
  }
}
