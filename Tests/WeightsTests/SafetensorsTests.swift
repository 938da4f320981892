import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Weights

@Suite("safetensors headers")
struct SafetensorsTests {
  struct Vectors: Decodable {
    struct File: Decodable, CustomTestStringConvertible {
      let name: String
      let hex: HexBytes
      let library: Bool
      var testDescription: String { name }
      var isStricter: Bool { name.hasPrefix("STRICTER") }
    }
    let files: [File]
  }

  static let files = (try? vectors("safetensors", as: Vectors.self, in: .module))?.files ?? []

  @Test("the vectors are there")
  func vectorsExist() { #expect(Self.files.count == 76) }

  @Test("what the real library refuses is refused, and the rest is read", arguments: files)
  func agrees(file: Vectors.File) async throws {
    let inMemory = Result { try SafetensorsHeader(file: file.hex.bytes, path: "f") }
    try await withTemporaryDirectory { directory in
      let path = try directory.write("f", file.hex.bytes)
      let onDisk = Result { try SafetensorsHeader(of: OpenFile(path: path)) }
      #expect((try? onDisk.get()) == (try? inMemory.get()))
      if file.library, !file.isStricter {
        let header = try onDisk.get()
        #expect(header.fileSize == UInt64(file.hex.bytes.count))
        #expect(header.tensors.first.map { $0.bytes.lowerBound == header.dataStart } ?? true)
        #expect(header.tensors.last.map { $0.bytes.upperBound == header.fileSize } ?? true)
      } else {
        #expect(throws: SafetensorsError.self) { try onDisk.get() }
      }
    }
  }

  static let faults: [(String, SafetensorsFault)] = [
    ("nothing", .tooShort(size: 0)),
    ("seven bytes", .tooShort(size: 7)),
    ("length without header", .headerBeyondEnd(length: 2, available: 0)),
    ("no header", .malformed(JSONFault(.unexpectedEnd, at: 8))),
    ("length beyond the end", .headerBeyondEnd(length: 1000, available: 69)),
    ("length of 2^64-1", .headerTooLong(length: .max, limit: 4 << 20)),
    ("length of 100 MB", .headerTooLong(length: 100_000_001, limit: 4 << 20)),
    ("not UTF-8", .malformed(JSONFault(.invalidText, at: 10))),
    ("half a surrogate pair", .malformed(JSONFault(.invalidText, at: 10))),
    ("zeros after the object", .malformed(JSONFault(.trailingText, at: 10))),
    ("object cut off", .malformed(JSONFault(.unexpectedEnd, at: 27))),
    ("unknown type", .unknownType(tensor: "a", type: "F31")),
    ("type in lower case", .unknownType(tensor: "a", type: "f32")),
    ("no type", .incompleteEntry(tensor: "a")),
    ("no shape", .incompleteEntry(tensor: "a")),
    ("no offsets", .incompleteEntry(tensor: "a")),
    ("one offset", .incompleteEntry(tensor: "a")),
    ("three offsets", .malformed(JSONFault(.tooMuch(limit: 2), at: 67))),
    ("fraction in a shape", .malformed(JSONFault(.expected("a whole number"), at: 41))),
    ("dimension above 64 bits", .malformed(JSONFault(.numberTooLarge, at: 41))),
    (
      "shape that overflows",
      .wrongByteCount(tensor: "a", type: .f32, shape: [1 << 33, 1 << 33], byteCount: 8)
    ),
    (
      "shape that overflows to the right size",
      .wrongByteCount(tensor: "a", type: .f32, shape: [1 << 62 + 2], byteCount: 8)
    ),
    ("offsets backwards", .backwards(tensor: "a", start: 8, end: 0)),
    ("shape too small", .wrongByteCount(tensor: "a", type: .f32, shape: [1], byteCount: 8)),
    ("data cut off", .truncated(tensor: "a", needed: 77, size: 76)),
    ("data left over", .trailingBytes(count: 1)),
    ("gap at the start", .gap(before: "a", from: 0, to: 4)),
    ("gap between", .gap(before: "b", from: 1, to: 2)),
    ("overlap", .overlap(tensor: "b", start: 1, previousEnd: 2)),
    ("same bytes twice", .overlap(tensor: "b", start: 0, previousEnd: 2)),
    ("STRICTER: name twice", .malformed(JSONFault(.duplicateName("a"), at: 61))),
    ("STRICTER: space before the object", .malformed(JSONFault(.expected("`{`"), at: 8))),
    ("STRICTER: unknown member", .unknownMember(tensor: "a", member: "x")),
  ]

  @Test("the fault says what is wrong and where", arguments: faults)
  func names(name: String, fault: SafetensorsFault) throws {
    let file = try #require(Self.files.first { $0.name == name })
    #expect(throws: SafetensorsError(file: "f", fault: fault)) {
      try SafetensorsHeader(file: file.hex.bytes, path: "f")
    }
  }

  @Test("tensors come in the order of their bytes, whatever the order of names")
  func order() throws {
    let file = try #require(Self.files.first { $0.name == "two tensors, written backwards" })
    let header = try SafetensorsHeader(file: file.hex.bytes, path: "f")
    let start = header.dataStart
    #expect(
      header.tensors == [
        SafetensorsTensor(name: "a", type: .f32, shape: [2], bytes: start..<start + 8),
        SafetensorsTensor(name: "b", type: .u8, shape: [3], bytes: start + 8..<start + 11),
      ])
  }

  @Test("escapes in names are resolved, and metadata is kept")
  func texts() throws {
    let named = try #require(Self.files.first { $0.name == "escaped name" })
    let escaped = try SafetensorsHeader(file: named.hex.bytes, path: "f")
    #expect(escaped.tensors.map(\.name) == ["é😀\n"])
    let noted = try #require(Self.files.first { $0.name == "metadata" })
    let header = try SafetensorsHeader(file: noted.hex.bytes, path: "f")
    #expect(header.metadata == ["format": "pt"])
  }

  @Test("the first tensor that is cut off is named")
  func truncated() async throws {
    let whole = try SafetensorsFixture([("a", "F32", [2]), ("b", "F32", [4]), ("c", "U8", [1])])
      .bytes()
    let size = UInt64(whole.count)
    for (cut, tensor) in [(1, "c"), (2, "b"), (17, "b"), (18, "a"), (25, "a")] {
      #expect(
        throws: SafetensorsError(
          file: "f",
          fault: .truncated(tensor: tensor, needed: size, size: size - UInt64(cut)))
      ) { try SafetensorsHeader(file: Array(whole.dropLast(cut)), path: "f") }
    }
  }

  @Test("more than the limits allow is refused")
  func limits() throws {
    let fixture = SafetensorsFixture([("a", "U8", [1, 1]), ("b", "U8", [1])])
    let bytes = try fixture.bytes()
    let header = Int(bytes[0]) | Int(bytes[1]) << 8
    _ = try SafetensorsHeader(
      file: bytes, path: "f",
      limits: SafetensorsLimits(headerBytes: header, tensors: 2, dimensions: 2, metadata: 0))
    for limits in [
      SafetensorsLimits(headerBytes: header - 1), SafetensorsLimits(tensors: 0),
      SafetensorsLimits(dimensions: 1),
    ] {
      #expect(throws: SafetensorsError.self) {
        try SafetensorsHeader(file: bytes, path: "f", limits: limits)
      }
    }
  }

  @Test("faults that more bytes could mend are told from the others")
  func incomplete() {
    #expect(SafetensorsFault.truncated(tensor: "a", needed: 2, size: 1).isIncomplete)
    #expect(SafetensorsFault.tooShort(size: 0).isIncomplete)
    #expect(SafetensorsFault.headerBeyondEnd(length: 2, available: 1).isIncomplete)
    #expect(!SafetensorsFault.trailingBytes(count: 1).isIncomplete)
    #expect(!SafetensorsFault.malformed(JSONFault(.invalidText, at: 8)).isIncomplete)
  }

  @Test("a name from outside cannot write to the terminal")
  func excerpts() {
    let fault = SafetensorsFault.unknownMember(tensor: "a\u{1b}[31m", member: "\r\n")
    let detail = SafetensorsError(file: "f", fault: fault).diagnostic.detail
    #expect(detail.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}
