import SomaCrypto

/// A way in which secret bytes could be written somewhere.
package enum Spelling: Hashable, CaseIterable, Sendable {
  case raw, hex, upperHex, base58, decimals, decimalsWithoutSpaces
  /// Base64 of a longer text in which the secret begins so many bytes after a multiple of three.
  case base64(UInt8), base64URL(UInt8)

  package static var allCases: [Spelling] {
    [.raw, .hex, .upperHex, .base58, .decimals, .decimalsWithoutSpaces]
      + (UInt8(0)..<3).flatMap { [.base64($0), .base64URL($0)] }
  }

  /// The bytes as somebody would write them, with what has nothing to do with them around.
  package func text(of bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .raw: bytes
    case .hex: Array(Hex.encode(bytes).utf8)
    case .upperHex: Array(Hex.encode(bytes).uppercased().utf8)
    case .base58: Array(Base58.encode(bytes).utf8)
    case .decimals: Array(bytes.map(String.init).joined(separator: ", ").utf8)
    case .decimalsWithoutSpaces: Array(bytes.map(String.init).joined(separator: ",").utf8)
    case .base64(let lead): Self.base64(bytes, after: lead)
    case .base64URL(let lead): Self.url(Self.base64(bytes, after: lead))
    }
  }

  /// What any text of these bytes, or of either half of them, contains: at least one of these.
  ///
  /// Each stands for 55 bits or more, so none is found by accident.
  package func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    switch self {
    case .raw: Self.cut(bytes, 8)
    case .hex, .upperHex: Self.cut(text(of: bytes), 16)
    case .decimals, .decimalsWithoutSpaces: Self.cut(bytes, 8).map(text)
    case .base58:
      // A half has other digits than the whole.
      [bytes, Array(bytes.prefix(bytes.count / 2)), Array(bytes.dropFirst(bytes.count / 2))]
        .flatMap { Self.cut(text(of: $0), 10) }
    case .base64(let lead), .base64URL(let lead):
      // Only digits that no neighbour has a part in.
      Self.cut(
        Array(
          text(of: bytes)[
            (Int(lead) * 8 + 5) / 6..<(Int(lead) + bytes.count) * 8 / 6]), 10)
    }
  }

  private static func base64(_ bytes: [UInt8], after lead: UInt8) -> [UInt8] {
    Array(Base64.encode([UInt8](repeating: 0x5c, count: Int(lead)) + bytes + [0x77, 0x3d]).utf8)
  }

  private static func url(_ text: [UInt8]) -> [UInt8] {
    text.map { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: byte
      }
    }
  }

  /// Whole pieces of so many bytes; what is left over is too short to tell anything.
  private static func cut(_ bytes: [UInt8], _ count: Int) -> [[UInt8]] {
    stride(from: 0, through: bytes.count - count, by: count).map { Array(bytes[$0..<$0 + count]) }
  }
}
