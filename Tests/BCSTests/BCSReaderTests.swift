import BCS
import Testing

@Suite("BCS reading")
struct BCSReaderTests {
  private func refusal(
    _ bytes: [UInt8], _ read: (inout BCSReader) throws(BCSError) -> Void
  ) -> BCSError? {
    var reader = BCSReader(bytes)
    do throws(BCSError) {
      try read(&reader)
      return nil
    } catch { return error }
  }

  @Test(
    "malformed lengths are refused, each for its own reason",
    arguments: [
      ([], BCSError(.truncated(missing: 1), at: 0)),
      ([0x80], BCSError(.truncated(missing: 1), at: 1)),
      ([0x80, 0x00], BCSError(.nonMinimalLength, at: 0)),
      ([0x93, 0x00], BCSError(.nonMinimalLength, at: 0)),
      ([0x80, 0x80, 0x80, 0x80, 0x00], BCSError(.nonMinimalLength, at: 0)),
      ([0xff, 0xff, 0xff, 0xff, 0x1f], BCSError(.lengthTooLarge, at: 0)),
      ([0xff, 0xff, 0xff, 0xff, 0xff], BCSError(.lengthTooLarge, at: 0)),
      ([0x80, 0x80, 0x80, 0x80, 0x08], BCSError(.lengthTooLarge, at: 0)),  // 2^31
      ([0x80, 0x80, 0x80, 0x80, 0x10], BCSError(.lengthTooLarge, at: 0)),  // 2^32
      ([0xff, 0xff, 0xff, 0xff, 0x07], BCSError(.truncated(missing: 0x7fff_ffff), at: 0)),
      ([0x02, 0x00], BCSError(.truncated(missing: 1), at: 0)),
    ] as [([UInt8], BCSError)])
  func lengths(bytes: [UInt8], expected: BCSError) {
    #expect(refusal(bytes) { (reader) throws(BCSError) in _ = try reader.readLength() } == expected)
  }

  @Test("a length that claims more than is there allocates nothing")
  func hugeClaims() {
    let claim: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0x07]
    let expected = BCSError(.truncated(missing: 0x7fff_ffff), at: 0)
    #expect(
      refusal(claim) { (reader) throws(BCSError) in _ = try reader.readByteString() } == expected)
    #expect(refusal(claim) { (reader) throws(BCSError) in _ = try reader.readString() } == expected)
    #expect(
      refusal(claim) { (reader) throws(BCSError) in
        _ = try reader.readSequence { (reader) throws(BCSError) in try reader.readBool() }
      } == expected)
  }

  @Test("booleans and options have two tags", arguments: [2, 0x80, 0xff] as [UInt8])
  func tags(byte: UInt8) {
    #expect(
      refusal([byte]) { (reader) throws(BCSError) in _ = try reader.readBool() }
        == BCSError(.invalidBool(byte), at: 0))
    #expect(
      refusal([byte, 0]) { (reader) throws(BCSError) in
        _ = try reader.readOption { (reader) throws(BCSError) in try reader.readBool() }
      } == BCSError(.invalidOptionTag(byte), at: 0))
  }

  @Test("an unknown variant names its type and index")
  func variants() {
    #expect(
      refusal([26]) { (reader) throws(BCSError) in
        _ = try reader.readVariant(of: "Kind", count: 26)
      } == BCSError(.unknownVariant(type: "Kind", index: 26), at: 0))
    #expect(
      refusal([0xff, 0xff, 0xff, 0xff, 0x0f]) { (reader) throws(BCSError) in
        _ = try reader.readVariant(of: "Kind", count: 26)
      } == BCSError(.unknownVariant(type: "Kind", index: .max), at: 0))
  }

  @Test("a variant index of 2^32 is not index 0")
  func hugeVariant() {
    #expect(
      refusal([0x80, 0x80, 0x80, 0x80, 0x10]) { (reader) throws(BCSError) in
        _ = try reader.readVariant(of: "Kind", count: 26)
      } == BCSError(.lengthTooLarge, at: 0))
  }

  @Test("strings are UTF-8", arguments: [[1, 0xff], [2, 0xc0, 0x80], [3, 0xed, 0xa0, 0x80]])
  func utf8(bytes: [UInt8]) {
    #expect(
      refusal(bytes) { (reader) throws(BCSError) in _ = try reader.readString() }
        == BCSError(.invalidUTF8, at: 0))
  }

  @Test("a byte string of fixed length has that length")
  func fixedByteString() {
    #expect(
      refusal([2, 7, 7]) { (reader) throws(BCSError) in
        _ = try reader.readByteString(of: "Digest", count: 3) { $0.count }
      } == BCSError(.wrongByteCount(type: "Digest", expected: 3, actual: 2), at: 0))
  }

  @Test("map keys and set elements ascend and occur once")
  func order() {
    func readMap(_ bytes: [UInt8]) -> BCSError? {
      refusal(bytes) { (reader) throws(BCSError) in
        _ = try reader.readMap(
          key: { (reader) throws(BCSError) in try reader.readString() },
          value: { (reader) throws(BCSError) in try reader.readInteger(UInt8.self) })
      }
    }
    #expect(readMap([2, 1, 0x61, 9, 1, 0x62, 9]) == nil)
    #expect(readMap([2, 1, 0x62, 9, 1, 0x61, 9]) == BCSError(.unsortedKeys, at: 4))
    #expect(readMap([2, 1, 0x61, 9, 1, 0x61, 9]) == BCSError(.duplicateKey, at: 4))
    // By the bytes of the key, length first: "b" comes before "aa".
    #expect(readMap([2, 1, 0x62, 9, 2, 0x61, 0x61, 9]) == nil)
    #expect(readMap([2, 2, 0x61, 0x61, 9, 1, 0x62, 9]) == BCSError(.unsortedKeys, at: 5))

    func readSet(_ bytes: [UInt8]) -> BCSError? {
      refusal(bytes) { (reader) throws(BCSError) in
        _ = try reader.readSet { (reader) throws(BCSError) in try reader.readInteger(UInt16.self) }
      }
    }
    #expect(readSet([2, 0, 1, 1, 0]) == nil)  // 256 before 1: bytes decide, not numbers
    #expect(readSet([2, 1, 0, 0, 1]) == BCSError(.unsortedKeys, at: 3))
    #expect(readSet([2, 0, 1, 0, 1]) == BCSError(.duplicateKey, at: 3))
  }

  @Test("a format that is not known is refused, and both numbers are named")
  func formats() {
    func read(_ bytes: [UInt8]) -> BCSError? {
      refusal(bytes) { (reader) throws(BCSError) in
        _ = try reader.readFormat(of: "Record", known: 2)
      }
    }
    #expect(read([1, 0]) == nil)
    #expect(read([2, 0]) == nil)
    for number: UInt16 in [0, 3, 0x0102] {
      let bytes = [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
      let reason = BCSError.Reason.unknownFormat(type: "Record", format: number, known: 2)
      #expect(read(bytes) == BCSError(reason, at: 0))
    }
    #expect(read([1]) == BCSError(.truncated(missing: 1), at: 0))
  }

  @Test("leftover bytes are refused")
  func leftovers() {
    let error = #expect(throws: BCSError.self) {
      var reader = BCSReader([1, 2, 3])
      _ = try reader.readBool()
      try reader.finish()
    }
    #expect(error == BCSError(.trailingBytes(count: 2), at: 1))
  }

  @Test("integers are little-endian and need all their bytes")
  func integers() throws {
    var reader = BCSReader([1, 2, 1, 2, 3, 4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 9])
    #expect(try reader.readInteger(UInt16.self) == 0x0201)
    #expect(try reader.readInteger(UInt32.self) == 0x0403_0201)
    #expect(try reader.readInteger(Int64.self) == -1)
    #expect(throws: BCSError(.truncated(missing: 15), at: 14)) {
      try reader.readInteger(UInt128.self)
    }
  }
}
