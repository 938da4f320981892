import Foundation
import Hosting
import SomaCrypto

/// A journal of one upload in a file: enough to be killed and to go on.
actor FileJournal: UploadJournal {
  private struct Content: Codable {
    struct Part: Codable {
      var number: Int
      var size: UInt64
      var etag: String
      var sha256: String
    }
    var place: String
    var key: String
    var size: UInt64
    var checksum: String
    var partSize: UInt64
    var uploadID: String?
    var parts: [Part] = []
  }

  private let url: URL

  init(path: String) { url = URL(filePath: path) }

  private func load() -> Content? {
    // No file: nothing is open.
    (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Content.self, from: $0) }
  }

  private func change(_ body: (inout Content) -> Void) throws {
    guard var content = load() else { throw CocoaError(.fileReadNoSuchFile) }
    body(&content)
    try JSONEncoder().encode(content).write(to: url, options: .atomic)
  }

  func openUpload(place: String, key: String) throws -> OpenUpload? {
    guard let content = load(), content.place == place, content.key == key else { return nil }
    let plan = UploadPlan(
      place: place, key: key, size: content.size, checksum: try bytes(content.checksum),
      partSize: content.partSize)
    return OpenUpload(
      plan: plan, uploadID: content.uploadID,
      parts: try content.parts.map {
        UploadedPart(number: $0.number, size: $0.size, etag: $0.etag, sha256: try bytes($0.sha256))
      })
  }

  func begin(_ plan: UploadPlan) throws {
    let content = Content(
      place: plan.place, key: plan.key, size: plan.size, checksum: plan.checksum.description,
      partSize: plan.partSize)
    try JSONEncoder().encode(content).write(to: url, options: .atomic)
  }

  func began(_ plan: UploadPlan, as uploadID: String) throws {
    try change { $0.uploadID = uploadID }
  }

  func partDone(_ part: UploadedPart, of plan: UploadPlan) throws {
    try change { content in
      content.parts.removeAll { $0.number == part.number }
      content.parts.append(
        .init(
          number: part.number, size: part.size, etag: part.etag, sha256: part.sha256.description))
    }
  }

  func partLost(_ number: Int, of plan: UploadPlan) throws {
    try change { $0.parts.removeAll { $0.number == number } }
  }

  func completed(_ plan: UploadPlan) throws { try FileManager.default.removeItem(at: url) }

  func aborted(_ plan: UploadPlan) throws {
    if load() != nil { try FileManager.default.removeItem(at: url) }
  }

  private func bytes(_ hex: String) throws -> Bytes32 {
    guard let bytes = Bytes32(try Hex.decode(hex)) else { throw CocoaError(.fileReadCorruptFile) }
    return bytes
  }
}
