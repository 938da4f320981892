import Testing

@testable import ObjectHost

@Suite("Ranges") struct ByteRangeTests {
  @Test(
    "a header asks for a part",
    arguments: [
      ("bytes=0-0", 0..<1), ("bytes=0-9", 0..<10), ("bytes=2-4", 2..<5), ("bytes=9-9", 9..<10),
      ("bytes=0-", 0..<10), ("bytes=7-", 7..<10), ("bytes=7-100", 7..<10), ("bytes=-3", 7..<10),
      ("bytes=-10", 0..<10), ("bytes=-11", 0..<10), ("bytes=-99999999999999999999", 0..<10),
      ("bytes=3-99999999999999999999", 3..<10), ("Bytes=1-2", 1..<3), ("bytes= 1-2", 1..<3),
      ("bytes=00001-2", 1..<3),
    ] as [(String, Range<UInt64>)])
  func part(header: String, range: Range<UInt64>) {
    #expect(ByteRange(header, size: 10) == .part(range))
  }

  @Test(
    "a header asks for nothing that is there",
    arguments: ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"])
  func unsatisfiable(header: String) {
    #expect(ByteRange(header, size: 10) == .unsatisfiable)
  }

  @Test(
    "a header that may or must be ignored asks for the whole",
    arguments: [
      nil, "", "bytes", "bytes=", "bytes=-", "bytes=4-2", "bytes=a-b", "bytes=1", "bytes=1-2-3",
      "bytes=--1", "bytes=+1-2", "items=0-1", "bytes=0-1,3-4", "bytes=-1-2", "bytes=１-2",
    ])
  func whole(header: String?) { #expect(ByteRange(header, size: 10) == .whole) }

  @Test(
    "an empty object has no parts",
    arguments: [
      ("bytes=0-", ByteRange.unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=-5", .whole),
    ])
  func empty(header: String, range: ByteRange) { #expect(ByteRange(header, size: 0) == range) }
}
