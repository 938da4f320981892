import HTTPSyntax
import HTTPTypes
import SomaCrypto
import Testing

@testable import ObjectHost

@Suite("Conditions of requests") struct PreconditionsTests {
  private static let tag = EntityTag(.zero)
  private static let entry = ObjectEntry(
    sizeInBytes: 1, tag: tag, lastModified: HTTPDate(unixSeconds: 1000), contentType: "a/b")
  private static let before = HTTPDate(unixSeconds: 999).text
  private static let then = HTTPDate(unixSeconds: 1000).text

  /// Headers, then the verdicts for reading and writing what is there, and for writing what is not.
  private static let rows: [([HTTPField.Name: String], [Preconditions.Verdict])] = [
    ([:], [.proceed, .proceed, .proceed]),
    ([.ifMatch: "*"], [.proceed, .proceed, .failed]),
    ([.ifMatch: tag.text], [.proceed, .proceed, .failed]),
    ([.ifMatch: "\"other\""], [.failed, .failed, .failed]),
    ([.ifMatch: "\"a,b\" , \(tag.text)"], [.proceed, .proceed, .failed]),
    ([.ifMatch: "W/\(tag.text)"], [.failed, .failed, .failed]),
    ([.ifNoneMatch: "*"], [.notModified, .failed, .proceed]),
    ([.ifNoneMatch: tag.text], [.notModified, .failed, .proceed]),
    ([.ifNoneMatch: "W/\(tag.text)"], [.notModified, .failed, .proceed]),
    ([.ifNoneMatch: "\"other\""], [.proceed, .proceed, .proceed]),
    ([.ifModifiedSince: then], [.notModified, .proceed, .proceed]),
    ([.ifModifiedSince: before], [.proceed, .proceed, .proceed]),
    ([.ifModifiedSince: "never"], [.proceed, .proceed, .proceed]),
    ([.ifUnmodifiedSince: then], [.proceed, .proceed, .proceed]),
    ([.ifUnmodifiedSince: before], [.failed, .failed, .proceed]),
    // A tag outweighs a date.
    ([.ifNoneMatch: "\"other\"", .ifModifiedSince: then], [.proceed, .proceed, .proceed]),
    ([.ifMatch: tag.text, .ifUnmodifiedSince: before], [.proceed, .proceed, .failed]),
    ([.ifMatch: tag.text, .ifNoneMatch: tag.text], [.notModified, .failed, .failed]),
  ]

  @Test("the verdict is that of RFC 9110, section 13.2.2", arguments: rows)
  func verdict(headers: [HTTPField.Name: String], verdicts: [Preconditions.Verdict]) throws {
    var fields = HTTPFields()
    for (name, value) in headers { fields[name] = value }
    let conditions = try Preconditions(fields)
    #expect(
      [
        conditions.verdict(current: Self.entry, isRead: true),
        conditions.verdict(current: Self.entry, isRead: false),
        conditions.verdict(current: nil, isRead: false),
      ] == verdicts)
  }

  @Test(
    "a condition that is none is refused, not ignored",
    arguments: ["", "abc", "\"a", "a\"", "\"a\" \"b\"", "*, \"a\"", "w/\"a\"", "\"a\",b"])
  func refused(text: String) {
    #expect(EntityTagList(text) == nil)
    #expect(throws: RequestRefusal.badHeader(name: "If-Match")) {
      try Preconditions([.ifMatch: text])
    }
    #expect(throws: RequestRefusal.badHeader(name: "If-None-Match")) {
      try Preconditions([.ifNoneMatch: text])
    }
  }
}
