import BCS
import SomaTypes
import Testing

struct SomaErrorTests {
  @Test("all 91 variants are read to their end, named and written back", arguments: 0..<91)
  func golden(index: Int) throws {
    let vectors = try StateVectors.all.somaErrors
    try #require(vectors.count == 91)
    let vector = vectors[index]
    // What follows shows that the end was found, not guessed.
    var reader = BCSReader(try vector.bytes + [0xEE])
    let error = try SomaError(from: &reader)
    #expect(reader.remainingCount == 1)
    #expect(error.index == index)
    #expect(error.name == vector.name)
    #expect(error.texts == vector.texts)
    #expect(try error.bcsBytes == vector.bytes)
  }

  @Test("a bare text is wrapped as the chain does")
  func bareText() {
    let error = SomaError.genericAuthorityError("no gas")
    #expect(error.name == "GenericAuthorityError")
    #expect(error.texts == ["no gas"])
    #expect(error.bcsBytes == [14, 6] + Array("no gas".utf8))
  }

  /// That many errors, one inside the other, each with a text.
  private func nested(_ depth: Int) -> [UInt8] {
    var bytes: [UInt8] = [11]
    for level in 1..<depth {
      bytes =
        [18, 1, 96] + pattern(7, 96) + bytes + encoded { $0.write("level \(level)") }
    }
    return bytes
  }

  @Test("errors inside one another are read down to a limit")
  func depth() throws {
    let error = try SomaError(bcsBytes: nested(SomaError.maximumDepth))
    #expect(error.texts.count == SomaError.maximumDepth - 1)
    #expect(error.texts.first == "level 1")
    #expect(error.bcsBytes == nested(SomaError.maximumDepth))
    // The innermost error is one too many; what is refused are its fields.
    let offset = SomaError.maximumDepth * 99 + 1
    #expect(throws: BCSError(.tooDeep, at: offset)) {
      try SomaError(bcsBytes: nested(SomaError.maximumDepth + 1))
    }
  }

  @Test("siblings do not count as depth")
  func breadth() throws {
    let inner = [96] + pattern(7, 96) + [11]
    let bytes = [18, 100] + Array(repeatElement(inner, count: 100).joined()) + [0]
    #expect(try SomaError(bcsBytes: bytes).bcsBytes == bytes)
  }

  @Test(
    "what is not canonical is refused inside an error too",
    arguments: [
      ([91], .unknownVariant(type: "SomaError", index: 91), 0),
      ([0, 1, 0xFF], .invalidUTF8, 1),
      ([22, 2], .invalidOptionTag(2), 1),
      (
        [25, 95] + pattern(7, 95) + [0],
        .wrongByteCount(type: "AuthorityName", expected: 96, actual: 95), 1
      ),
      ([25, 96] + pattern(7, 96) + [2], .invalidBool(2), 98),
      (
        [54, 31] + pattern(7, 31),
        .wrongByteCount(type: "TransactionDigest", expected: 32, actual: 31), 1
      ),
      (
        [28, 2, 32] + pattern(2, 32) + [0] + pattern(0, 8) + [32] + pattern(1, 32) + [0]
          + pattern(0, 8), .unsortedKeys, 44
      ),
      (
        [28, 2, 32] + pattern(2, 32) + [0] + pattern(0, 8) + [32] + pattern(2, 32) + [0]
          + pattern(0, 8), .duplicateKey, 44
      ),
      ([19, 1], .truncated(missing: 7), 1),
      ([2, 0], .trailingBytes(count: 1), 1),
    ] as [([UInt8], BCSError.Reason, Int)])
  func refusals(bytes: [UInt8], reason: BCSError.Reason, offset: Int) {
    #expect(throws: BCSError(reason, at: offset)) { try SomaError(bcsBytes: bytes) }
  }
}
