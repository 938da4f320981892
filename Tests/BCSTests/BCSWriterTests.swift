import BCS
import Testing

@Suite("BCS writing")
struct BCSWriterTests {
  private func bytes(_ write: (inout BCSWriter) -> Void) -> [UInt8] {
    var writer = BCSWriter()
    write(&writer)
    return writer.bytes
  }

  @Test(
    "lengths are minimal ULEB128",
    arguments: [
      (0, [0]), (1, [1]), (127, [0x7f]), (128, [0x80, 1]), (8192, [0x80, 0x40]),
      (16384, [0x80, 0x80, 1]), (Int(Int32.max), [0xff, 0xff, 0xff, 0xff, 0x07]),
    ] as [(Int, [UInt8])])
  func lengths(length: Int, expected: [UInt8]) {
    #expect(bytes { $0.writeLength(length) } == expected)
  }

  @Test("the examples of the BCS specification")
  func examples() {
    #expect(bytes { $0.write(true) } == [1])
    #expect(bytes { $0.write(Int16(-4660)) } == [0xcc, 0xed])
    #expect(
      bytes { $0.write(UInt64(1_311_768_467_750_121_216)) }
        == [0x00, 0xef, 0xcd, 0xab, 0x78, 0x56, 0x34, 0x12])
    #expect(bytes { $0.writeOption(UInt8(8)) { $0.write($1) } } == [1, 8])
    #expect(bytes { $0.writeOption(UInt8?.none) { $0.write($1) } } == [0])
    #expect(bytes { $0.writeSequence([1, 2] as [UInt16]) { $0.write($1) } } == [2, 1, 0, 2, 0])
    #expect(
      bytes { $0.write("çå∞≠¢õß∂ƒ∫") } == [
        24, 0xc3, 0xa7, 0xc3, 0xa5, 0xe2, 0x88, 0x9e, 0xe2, 0x89, 0xa0, 0xc2, 0xa2, 0xc3, 0xb5,
        0xc3,
        0x9f, 0xe2, 0x88, 0x82, 0xc6, 0x92, 0xe2, 0x88, 0xab,
      ])
  }

  @Test("maps are sorted by the bytes of their keys, whatever the order inside")
  func maps() throws {
    let map: [String: UInt8] = ["e": 1, "aa": 2, "b": 3]
    let written = bytes {
      $0.writeMap(map, key: { $0.write($1) }, value: { $0.write($1) })
    }
    #expect(written == [3, 1, 0x62, 3, 1, 0x65, 1, 2, 0x61, 0x61, 2])
    var reader = BCSReader(written)
    let read = try reader.readMap(
      key: { (reader) throws(BCSError) in try reader.readString() },
      value: { (reader) throws(BCSError) in try reader.readInteger(UInt8.self) })
    #expect(read == map)
  }

  @Test("sets are sorted by the bytes of their elements")
  func sets() {
    let written = bytes { $0.writeSet([1, 256, 3] as Set<UInt16>) { $0.write($1) } }
    #expect(written == [3, 0, 1, 1, 0, 3, 0])
  }

  @Test("a sequence longer than BCS allows is a bug of ours")
  func tooLong() async {
    await #expect(processExitsWith: .failure) {
      var writer = BCSWriter()
      writer.writeLength(Int(Int32.max) + 1)
    }
  }
}
