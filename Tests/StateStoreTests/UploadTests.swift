import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

@Suite("Uploads")
struct UploadTests {
  private let now = Moment(milliseconds: 5)
  private let plan = UploadRecord.Plan(
    host: "main", object: "a", checksum: .zero, size: 12, partSize: 5)

  private func part(_ number: Int, size: UInt64 = 5, etag: String = "e") -> UploadRecord.Part {
    UploadRecord.Part(number: number, etag: etag, sha256: .zero, size: size)
  }

  @Test("continues where it stopped, in whatever order the parts came")
  func resume() async throws {
    try await withState { state in
      var upload = try await state.beginUpload(plan, at: now)
      #expect(upload.uploadID == nil && upload.state == .begun && upload.parts.isEmpty)
      try await state.recordUploadID("u", of: upload.id, at: now)
      try await state.recordPart(part(3, size: 2), of: upload.id, at: now)
      try await state.recordPart(part(1), of: upload.id, at: now)
      try await state.recordPart(part(1, etag: "again"), of: upload.id, at: now)
      upload.uploadID = "u"
      upload.parts = [part(1, etag: "again"), part(3, size: 2)]
      #expect(try await state.beginUpload(plan, at: Moment(milliseconds: 9)) == upload)
      #expect(try await state.openUploads() == [upload])
      #expect(try await state.openUpload(host: "main", object: "a") == upload)
      #expect(try await state.openUpload(host: "main", object: "b") == nil)
      try await state.forgetPart(1, of: upload.id)
      #expect(try await state.openUploads().first?.parts == [part(3, size: 2)])
    }
  }

  @Test("ends once")
  func end() async throws {
    try await withState { state in
      let upload = try await state.beginUpload(plan, at: now)
      try await state.recordUploadID("u", of: upload.id, at: now)
      try await state.endUpload(upload.id, as: .completed, at: now)
      try await state.endUpload(upload.id, as: .completed, at: now)
      #expect(try await state.openUploads() == [])
      #expect(try await state.openUpload(host: "main", object: "a") == nil)
      await #expect(
        throws: StateError.conflict(
          "upload 1", reason: "it is completed, and cannot be aborted")
      ) { try await state.endUpload(upload.id, as: .aborted, at: now) }
      await #expect(throws: StateError.conflict("upload 1", reason: "it is completed")) {
        try await state.recordPart(part(1), of: upload.id, at: now)
      }
      let next = try await state.beginUpload(plan, at: now)
      #expect(next.id != upload.id)
    }
  }

  @Test("another one to the same place must wait until it is aborted")
  func conflict() async throws {
    try await withState { state in
      let upload = try await state.beginUpload(plan, at: now)
      var other = plan
      other.partSize = 6
      await #expect(
        throws: StateError.conflict(
          "the upload of a to main", reason: "another one is under way")
      ) { _ = try await state.beginUpload(other, at: now) }
      try await state.endUpload(upload.id, as: .aborted, at: now)
      #expect(try await state.beginUpload(other, at: now).plan == other)
    }
  }

  @Test(
    "a part that does not fit is refused", arguments: [(0, 5), (4, 5), (3, 5), (1, 2), (-1, 5)])
  func misfit(number: Int, size: UInt64) async throws {
    try await withState { state in
      let upload = try await state.beginUpload(plan, at: now)
      try await state.recordUploadID("u", of: upload.id, at: now)
      await #expect(
        throws: StateError.conflict(
          "part \(number) of upload 1", reason: "it does not fit the upload")
      ) { try await state.recordPart(part(number, size: size), of: upload.id, at: now) }
    }
  }

  @Test("has no part before the host has named it, and keeps its name")
  func name() async throws {
    try await withState { state in
      let upload = try await state.beginUpload(plan, at: now)
      await #expect(throws: StateError.self) {
        try await state.recordPart(part(1), of: upload.id, at: now)
      }
      try await state.recordUploadID("u", of: upload.id, at: now)
      try await state.recordUploadID("u", of: upload.id, at: now)
      await #expect(throws: StateError.self) {
        try await state.recordUploadID("v", of: upload.id, at: now)
      }
    }
  }
}
