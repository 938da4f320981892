import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Weights

@Suite("embedding files")
struct EmbeddingTests {
  struct Vectors: Decodable {
    struct File: Decodable, CustomTestStringConvertible {
      let name: String
      let hex: HexBytes
      let bits: [UInt32]
      let step: UInt64?
      let commitment: HexBytes
      var testDescription: String { name }
    }
    let files: [File]
  }

  static let files = (try? vectors("embeddings", as: Vectors.self, in: .module))?.files ?? []

  @Test("the vectors are there")
  func vectorsExist() { #expect(Self.files.count == 36) }

  @Test("every format gives numpy's bits and an independent commitment", arguments: files)
  func reads(file: Vectors.File) async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write(file.name, file.hex.bytes)
      let embedding = try EmbeddingFile(path: path, dimension: UInt64(file.bits.count))
      #expect(embedding.tensor.bits == file.bits)
      #expect(embedding.tensor.shape == [UInt64(file.bits.count)])
      #expect(embedding.step == file.step)
      #expect(embedding.tensor.commitment.bytes.bytes == file.commitment.bytes)
    }
  }

  @Test("formats are recognised by content, or by name where bytes could be anything")
  func recognises() throws {
    let expected: [String: EmbeddingFormat] = [
      "list.json": .json, "artifacts-500.json": .artifacts, "training_state.json": .artifacts,
      "words.txt": .text, "f4_big_3.npy": .npy, "npy-under-another.json": .npy, "raw.f32": .f32,
      "raw-without-suffix": .f32, "one.safetensors": .safetensors, "list-without-suffix": .json,
      "safetensors-without-suffix": .safetensors,
    ]
    for (name, format) in expected {
      let file = try #require(Self.files.first { $0.name == name })
      #expect(EmbeddingFormat.recognise(file.hex.bytes, name: "/a.b/\(name)") == format, "\(name)")
    }
  }

  @Test("a mark of UTF-8 is passed over", arguments: ["a.json", "a.txt", "a"])
  func mark(name: String) throws {
    for text in ["[1, 2, 3]", #"{"embedding": [1, 2, 3]}"#, "1, 2, 3"] {
      guard name != "a.json" || !text.hasPrefix("1"), name != "a.txt" || text.hasPrefix("1") else {
        continue
      }
      let embedding = try EmbeddingFile(
        bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), path: name, dimension: 3)
      #expect(embedding.tensor.bits == [Float(1), 2, 3].map(\.bitPattern), "\(text)")
    }
  }

  @Test(
    "a file whose name promises a format is never read as raw floats",
    arguments: ["json", "csv", "txt", "npy", "safetensors"])
  func promised(suffix: String) {
    #expect(throws: (any Error).self) {
      try EmbeddingFile(
        bytes: [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0x40], path: "a.\(suffix)", dimension: 2)
    }
  }

  @Test("how many numbers were rounded is known")
  func rounded() throws {
    let expected = ["list.json": 0, "f4_big_1.npy": 0, "f8_little_1.npy": 24, "savetxt.txt": 0]
    for (name, count) in expected {
      let file = try #require(Self.files.first { $0.name == name })
      let embedding = try EmbeddingFile(
        bytes: file.hex.bytes, path: name, dimension: UInt64(file.bits.count))
      #expect(embedding.roundedCount == count, "\(name)")
    }
    let typed = try EmbeddingFile(bytes: Array("[0.1, 0.5, 3]".utf8), path: "", dimension: 3)
    #expect(typed.roundedCount == 1)
  }

  @Test("any other number of numbers is refused", arguments: [0, 23, 25, 2048, .max] as [UInt64])
  func wrongCount(dimension: UInt64) throws {
    for name in ["list.json", "words.txt", "f4_big_1.npy", "raw.f32", "one.safetensors"] {
      let file = try #require(Self.files.first { $0.name == name })
      let fault = EmbeddingFault.wrongCount(expected: dimension, found: 24)
      #expect(throws: EmbeddingError(file: name, fault: fault)) {
        try EmbeddingFile(bytes: file.hex.bytes, path: name, dimension: dimension)
      }
    }
  }

  @Test("without a dimension any number of numbers is read, but not none")
  func anyCount() throws {
    for file in Self.files {
      let embedding = try EmbeddingFile(bytes: file.hex.bytes, path: file.name, dimension: nil)
      #expect(embedding.tensor.bits == file.bits, "\(file.name)")
    }
    for text in ["[]", "", "[[]]"] {
      #expect(throws: EmbeddingError(file: "e", fault: .noEmbedding)) {
        try EmbeddingFile(bytes: Array(text.utf8), path: "e", dimension: nil)
      }
    }
    #expect(throws: EmbeddingError(file: "e", fault: .wrongCount(expected: 0, found: 1))) {
      try EmbeddingFile(bytes: Array("[1]".utf8), path: "e", dimension: 0)
    }
    #expect(throws: EmbeddingError(file: "e", fault: .noEmbedding)) {
      try EmbeddingFile(bytes: Array("[]".utf8), path: "e", dimension: 0)
    }
  }

  static func malformed(_ reason: JSONFault.Reason, at offset: Int, line: Int, column: Int)
    -> EmbeddingFault
  {
    .malformed(JSONFault(reason, at: offset), at: TextPlace(line: line, column: column))
  }

  static let refusals: [(String, EmbeddingFault)] = [
    ("[1, NaN, 3]", .notFinite(index: 1)),
    ("[Infinity, 2, 3]", .notFinite(index: 0)),
    ("[1, 2, -Infinity]", .notFinite(index: 2)),
    ("1 2 nan", .notFinite(index: 2)),
    ("1,-inf,3", .notFinite(index: 1)),
    ("1\n2\n+Infinity", .notFinite(index: 2)),
    ("[1, 1e39, 3]", .tooLarge(index: 1)),
    ("[3.4028236e38, 1, 1]", .tooLarge(index: 0)),
    ("[1, 1e400, 3]", .notFinite(index: 1)),
    ("[0, -0.0, 0e5]", .zeroNorm),
    ("[1e-60, 0, 0]", .zeroNorm),
    ("[1e-30, 1e-30, 0]", .unusableNorm),
    ("[1e30, 0, 0]", .unusableNorm),
    ("[[1, 2, 3], [4, 5, 6]]", .notAVector(shape: [2, 3])),
    ("[[[1, 2, 3]]]", .notAVector(shape: [])),
    ("[1, [2], 3]", .notAVector(shape: [])),
    ("1 2 3\n4 5 6\n", .notAVector(shape: [2, 3])),
    ("1\n2 3", .notAVector(shape: [2, 2])),
    ("[]", .wrongCount(expected: 3, found: 0)),
    ("[[]]", .wrongCount(expected: 3, found: 0)),
    ("", .wrongCount(expected: 3, found: 0)),
    ("# only a comment\n", .wrongCount(expected: 3, found: 0)),
    ("{}", .noEmbedding),
    (#"{"embedding": null}"#, .noEmbedding),
    (#"{"weights": [1, 2, 3]}"#, .noEmbedding),
    (
      #"{"embedding": [1, 2, 3], "embedding": [1, 2, 3]}"#,
      malformed(.duplicateName("embedding"), at: 25, line: 1, column: 26)
    ),
    ("[1, 2, 3", malformed(.unexpectedEnd, at: 8, line: 1, column: 9)),
    ("[1, 2, 3] 4", malformed(.trailingText, at: 10, line: 1, column: 11)),
    ("[1,\n 2,\n 03]", malformed(.expected("a number"), at: 9, line: 3, column: 2)),
    ("[1, 2, 3,]", malformed(.expected("a number"), at: 9, line: 1, column: 10)),
    ("[1, 2, .5]", malformed(.expected("a number"), at: 7, line: 1, column: 8)),
    ("[1, 2, +5]", malformed(.expected("a number"), at: 7, line: 1, column: 8)),
    ("[1, 2, 0x5]", malformed(.expected("a comma or `]`"), at: 8, line: 1, column: 9)),
    (#"[1, 2, "3"]"#, malformed(.expected("a number"), at: 7, line: 1, column: 8)),
    ("[1, 2, true]", malformed(.expected("a number"), at: 7, line: 1, column: 8)),
    ("1,,3", malformed(.expected("a number"), at: 2, line: 1, column: 3)),
    ("1,2,3,", malformed(.expected("a number"), at: 6, line: 1, column: 7)),
    ("1;2;3", malformed(.expected("a number"), at: 0, line: 1, column: 1)),
    ("x\n1\n2\n3", malformed(.expected("a number"), at: 0, line: 1, column: 1)),
    ("1 2 0x3", malformed(.expected("a number"), at: 4, line: 1, column: 5)),
    (
      #"{"embedding": [1, 2, 3], "step": -1}"#,
      malformed(.expected("a whole number"), at: 33, line: 1, column: 34)
    ),
  ]

  @Test("what cannot be scored is refused, with the place", arguments: refusals)
  func refuses(text: String, fault: EmbeddingFault) {
    #expect(throws: EmbeddingError(file: "e", fault: fault)) {
      try EmbeddingFile(bytes: Array(text.utf8), path: "e", dimension: 3)
    }
  }

  private func npy(
    _ header: String, data: [UInt8] = [UInt8](repeating: 0x40, count: 12),
    version: [UInt8] = [1, 0],
    length: Int? = nil
  ) -> [UInt8] {
    let count = length ?? header.utf8.count
    let size = version[0] == 1 ? 2 : 4
    return NPYHeader.magic + version + (0..<size).map { UInt8(count >> ($0 * 8) & 0xFF) }
      + Array(header.utf8) + data
  }

  static let good = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n"

  static let npyRefusals: [(String, EmbeddingFault)] = [
    ("{'descr': '<f2', 'fortran_order': False, 'shape': (6,)}", .wrongType("<f2")),
    ("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", .wrongType("<i4")),
    ("{'descr': '|O', 'fortran_order': False, 'shape': (3,)}", .wrongType("|O")),
    ("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (3,)}", .wrongType("table")),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", .notAVector(shape: [])),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1)}", .notAVector(shape: [3, 1])),
    ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)}", .notAVector(shape: [2, 3])),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
      .otherLength(count: 2, width: 4, byteCount: 12)
    ),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
      .otherLength(count: 3, width: 8, byteCount: 12)
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387907,)}",
      .otherLength(count: 1 << 62 + 3, width: 4, byteCount: 12)
    ),
    (
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
      malformed(.duplicateName("descr"), at: 27, line: 1, column: 28)
    ),
    (
      "{'descr': '<f4', 'shape': (3,)}",
      malformed(.unexpectedEnd, at: 41, line: 1, column: 42)
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'x': 1}",
      malformed(
        .expected("`descr`, `fortran_order` or `shape`"), at: 66, line: 1, column: 67)
    ),
    (
      "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (3,)}",
      malformed(.expected("a string without escapes"), at: 20, line: 1, column: 21)
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,)}",
      malformed(.expected("a whole number"), at: 61, line: 1, column: 62)
    ),
  ]

  @Test("an .npy that is not one vector of floats is refused", arguments: npyRefusals)
  func refusesNPY(header: String, fault: EmbeddingFault) {
    #expect(throws: EmbeddingError(file: "e", fault: fault)) {
      try EmbeddingFile(bytes: npy(header), path: "e", dimension: 3)
    }
  }

  @Test("an .npy that is cut off or of another version is refused")
  func damagedNPY() throws {
    _ = try EmbeddingFile(bytes: npy(Self.good), path: "e", dimension: 3)
    let whole = npy(Self.good)
    for count in 6..<whole.count {
      #expect(throws: EmbeddingError.self, "\(count)") {
        try EmbeddingFile(bytes: Array(whole.prefix(count)), path: "e", dimension: 3)
      }
    }
    #expect(throws: EmbeddingError(file: "e", fault: .unknownVersion(major: 4, minor: 0))) {
      try EmbeddingFile(bytes: npy(Self.good, version: [4, 0]), path: "e", dimension: 3)
    }
    #expect(throws: EmbeddingError(file: "e", fault: .unknownVersion(major: 1, minor: 1))) {
      try EmbeddingFile(bytes: npy(Self.good, version: [1, 1]), path: "e", dimension: 3)
    }
    #expect(throws: EmbeddingError.self) {
      try EmbeddingFile(
        bytes: npy(Self.good, version: [2, 0], length: 0x7FFF_FFFF), path: "e", dimension: 3)
    }
  }

  @Test("safetensors for an embedding hold one vector of floats")
  func safetensors() throws {
    let cases: [(SafetensorsFixture, EmbeddingFault)] = [
      (SafetensorsFixture([]), .notOneTensor(count: 0)),
      (SafetensorsFixture([("a", "F32", [3]), ("b", "F32", [3])]), .notOneTensor(count: 2)),
      (SafetensorsFixture([("a", "BF16", [3])]), .wrongType("BF16")),
      (SafetensorsFixture([("a", "F32", [2, 3])]), .notAVector(shape: [2, 3])),
      (SafetensorsFixture([("a", "F32", [])]), .notAVector(shape: [])),
    ]
    for (fixture, fault) in cases {
      #expect(throws: EmbeddingError(file: "e.safetensors", fault: fault)) {
        try EmbeddingFile(bytes: fixture.bytes(), path: "e.safetensors", dimension: 3)
      }
    }
  }

  @Test("raw floats are whole, and NaN is seen in them")
  func raw() {
    #expect(throws: EmbeddingError(file: "e.f32", fault: .notWholeNumbers(byteCount: 13))) {
      try EmbeddingFile(bytes: [UInt8](repeating: 1, count: 13), path: "e.f32", dimension: 3)
    }
    let bytes: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0xC0, 0x7F, 0, 0, 0, 0]
    #expect(throws: EmbeddingError(file: "e.f32", fault: .notFinite(index: 1))) {
      try EmbeddingFile(bytes: bytes, path: "e.f32", dimension: 3)
    }
  }

  @Test("a file of weights is not read into memory")
  func tooLong() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("e.json", [])
      let limit = EmbeddingFile.sizeLimit(dimension: 2048)
      try truncate(path, to: limit + 1)
      #expect(throws: FileError.tooLong(path, size: limit + 1, limit: limit)) {
        try EmbeddingFile(path: path, dimension: 2048)
      }
    }
  }

  @Test("no message shows what stands in a file with a key")
  func noSecrets() throws {
    let key = "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"
    let texts = [
      #"{"decryption_key": "\#(key)", "embedding": "\#(key)"}"#,
      #"{"embedding": [1, 2, 3], "decryption_key": \#(key)}"#,
      #"{"embedding": [1], "decryption_key": "\#(key)"}"#,
      #"{"embedding": [1, 2, 3], "decryption_key": "\#(key)"#,
    ]
    for text in texts {
      let error = try #require(throws: EmbeddingError.self) {
        try EmbeddingFile(bytes: Array(text.utf8), path: "e", dimension: 3)
      }
      #expect(!"\(error) \(error.diagnostic)".contains("1thX"))
    }
  }
}
