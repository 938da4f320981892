import Foundation
import Hosting
import SomaCrypto
import StateStore
import Steward
import TestSupport
import Testing

@Suite("The journal of uploads in the state")
struct StateUploadJournalTests {
  private let plan = UploadPlan(
    place: "https://s3.example/bucket", key: "p/a", size: 12, checksum: Bytes32(repeating: 1),
    partSize: 5)

  private func part(_ number: Int) throws -> UploadedPart {
    let range = try #require(plan.range(ofPart: number))
    return UploadedPart(
      number: number, size: range.upperBound - range.lowerBound, etag: "e\(number)",
      sha256: Bytes32(repeating: UInt8(number)))
  }

  private func withJournals(
    _ body: (any UploadJournal) async throws -> Void
  ) async throws {
    try await body(TransientUploads())
    try await withTemporaryDirectory { directory in
      let state = try await StateDatabase.open(directory.appending(path: "state").path)
      try await body(StateUploadJournal(state) { Moment(milliseconds: 5) })
      try await state.close()
    }
  }

  @Test("shows an upload as it was recorded, until it ends")
  func progress() async throws {
    try await withJournals { journal in
      #expect(try await journal.openUpload(place: plan.place, key: plan.key) == nil)
      try await journal.begin(plan)
      #expect(
        try await journal.openUpload(place: plan.place, key: plan.key) == OpenUpload(plan: plan))
      try await journal.began(plan, as: "u")
      for number in 1...3 { try await journal.partDone(part(number), of: plan) }
      try await journal.partLost(2, of: plan)
      #expect(
        try await journal.openUpload(place: plan.place, key: plan.key)
          == OpenUpload(plan: plan, uploadID: "u", parts: [part(1), part(3)]))
      #expect(try await journal.openUpload(place: "elsewhere", key: plan.key) == nil)
      try await journal.partDone(part(2), of: plan)
      try await journal.completed(plan)
      #expect(try await journal.openUpload(place: plan.place, key: plan.key) == nil)
    }
  }

  @Test("ends an upload that somebody else has completed, and begins another after that")
  func overtaken() async throws {
    try await withJournals { journal in
      try await journal.begin(plan)
      try await journal.began(plan, as: "u")
      try await journal.partDone(part(1), of: plan)
      try await journal.completed(plan)
      #expect(try await journal.openUpload(place: plan.place, key: plan.key) == nil)
      try await journal.completed(plan)
      try await journal.aborted(plan)
      try await journal.begin(plan)
      try await journal.aborted(plan)
      #expect(try await journal.openUpload(place: plan.place, key: plan.key) == nil)
    }
  }

  @Test("is there for the next process")
  func durable() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      let state = try await StateDatabase.open(path)
      let journal = StateUploadJournal(state) { Moment(milliseconds: 5) }
      try await journal.begin(plan)
      try await journal.began(plan, as: "u")
      try await journal.partDone(part(3), of: plan)
      try await state.close()
      let again = try await StateDatabase.open(path)
      #expect(
        try await StateUploadJournal(again) { Moment(milliseconds: 6) }
          .openUpload(place: plan.place, key: plan.key)
          == OpenUpload(plan: plan, uploadID: "u", parts: [part(3)]))
      try await again.close()
    }
  }
}
