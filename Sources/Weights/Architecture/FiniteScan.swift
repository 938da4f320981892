/// Looks for numbers that are infinite or none in the tensors of a file, piece by piece.
///
/// Reads `F32` alone; tensors of other types are passed over. Pieces come in order and without gap;
/// a number may lie across two of them.
struct FiniteScan: Sendable {
  private let tensors: [SafetensorsTensor]
  private var current = 0
  /// The first bytes of an element that the last piece ended in.
  private var carried: [UInt8] = []

  /// Prepares for the tensors of a file.
  init(_ header: SafetensorsHeader) {
    tensors = header.tensors.filter { $0.type == .f32 && !$0.bytes.isEmpty }
  }

  /// Looks through one piece.
  ///
  /// - Parameters:
  ///   - piece: The next bytes of the file.
  ///   - offset: Where they begin, in bytes from the start of the file.
  /// - Returns: The first problem.
  mutating func look(at piece: UnsafeRawBufferPointer, offset: UInt64) -> ArchitectureProblem? {
    let end = offset + UInt64(piece.count)
    while current < tensors.count, tensors[current].bytes.lowerBound < end {
      let tensor = tensors[current]
      let part = tensor.bytes.clamped(to: offset..<end)
      if let index = look(
        at: UnsafeRawBufferPointer(
          rebasing: piece[Int(part.lowerBound - offset)..<Int(part.upperBound - offset)]),
        from: part.lowerBound - tensor.bytes.lowerBound)
      {
        return .notFinite(tensor: tensor.name, index: index)
      }
      guard tensor.bytes.upperBound <= end else { break }
      current += 1
    }
    return nil
  }

  /// - Parameters:
  ///   - bytes: The next bytes of one tensor.
  ///   - start: Where they begin, in bytes from the start of the tensor.
  /// - Returns: The index of the first element that is not finite.
  private mutating func look(at bytes: UnsafeRawBufferPointer, from start: UInt64) -> UInt64? {
    var bytes = bytes
    var start = start
    if !carried.isEmpty {
      let missing = 4 - carried.count
      carried += bytes.prefix(missing)
      guard carried.count == 4 else { return nil }
      let isFinite = carried.withUnsafeBytes { Self.isFinite($0.loadUnaligned(as: UInt32.self)) }
      carried = []
      guard isFinite else { return start / 4 }
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(missing))
      start += UInt64(missing)
    }
    let whole = bytes.count / 4
    carried += bytes[(whole * 4)...]
    guard !Self.allFinite(bytes, count: whole) else { return nil }
    for index in 0..<whole
    where !Self.isFinite(bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)) {
      return start / 4 + UInt64(index)
    }
    return nil
  }

  /// Without a branch for each element, so that the compiler looks at many at once.
  private static func allFinite(_ bytes: UnsafeRawBufferPointer, count: Int) -> Bool {
    var worst: UInt32 = 0
    for index in 0..<count {
      let bits = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
      worst = max(worst, bits & 0x7FFF_FFFF)
    }
    return worst < 0x7F80_0000
  }

  /// All exponent bits set means infinite or none (IEEE 754 3.4).
  private static func isFinite(_ bits: UInt32) -> Bool {
    UInt32(littleEndian: bits) & 0x7F80_0000 != 0x7F80_0000
  }
}
