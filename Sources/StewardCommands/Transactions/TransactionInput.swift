import Diagnostics
import Foundation
import SomaCrypto

/// Where the bytes of a transaction come from, and how they are spelled.
struct TransactionInput {
  /// Bytes that the consensus of the chain accepts at most, spelled in hex, and some room.
  static let maximumByteCount = 1 << 20

  var argument: String?
  var file: String?

  /// The bytes in each reading of the text that is possible, the likeliest first.
  struct Readings {
    var place: Place
    var candidates: [[UInt8]]
  }

  /// Reads the input.
  func read() throws -> Readings {
    if let argument, argument != "-" {
      return try readings(of: Array(argument.utf8), at: Place(file: "argument"))
    }
    let file = InputFile(file ?? "-")
    return try readings(of: file.bytes(upTo: Self.maximumByteCount + 1), at: file.place)
  }

  private func readings(of bytes: [UInt8], at place: Place) throws -> Readings {
    guard bytes.count <= Self.maximumByteCount else {
      throw Self.refusal("tooLong", "It is longer than \(Self.maximumByteCount) bytes.", place)
    }
    let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]  // editors put one before text
    let bytes = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) || [9, 10, 13].contains($0) }) else {
      return Readings(place: place, candidates: [bytes])
    }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    guard !text.isEmpty else { throw Self.empty(at: place) }
    let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
    // Either fails for texts of the other kind; nothing is lost by trying both.
    let candidates = [try? Hex.decode(digits), Data(base64Encoded: text).map { Array($0) }]
      .compactMap(\.self)
    guard !candidates.isEmpty else {
      throw Self.refusal("unknownEncoding", "The text is neither hex nor Base64.", place)
    }
    return Readings(place: place, candidates: candidates)
  }

  /// The explanation when there is nothing to read.
  static func empty(at place: Place) -> Diagnostic { refusal("empty", "It is empty.", place) }

  private static func refusal(_ name: String, _ detail: String, _ place: Place) -> Diagnostic {
    Diagnostic(
      code: "input.\(name)", summary: "The input is not the bytes of a transaction",
      detail: detail, place: place,
      remedies: ["Give the BCS of a TransactionData or a signed transaction, in Base64 or hex."])
  }
}
