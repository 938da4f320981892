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
    let place = Place(file: file ?? "-")
    let data: Data?
    do {
      let handle =
        try file.map { try FileHandle(forReadingFrom: URL(filePath: $0)) } ?? .standardInput
      data = try handle.read(upToCount: Self.maximumByteCount + 1)
    } catch {
      throw Diagnostic(
        code: "input.unreadable", summary: "The input cannot be read",
        detail: error.localizedDescription, place: place,
        remedies: ["Check that the file exists and that you may read it."])
    }
    return try readings(of: Array(data ?? Data()), at: place)
  }

  private func readings(of bytes: [UInt8], at place: Place) throws -> Readings {
    guard bytes.count <= Self.maximumByteCount else {
      throw refusal("tooLong", "It is longer than \(Self.maximumByteCount) bytes.", place)
    }
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) || [9, 10, 13].contains($0) }) else {
      return Readings(place: place, candidates: [bytes])
    }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    guard !text.isEmpty else { throw refusal("empty", "It is empty.", place) }
    let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
    // Either fails for texts of the other kind; nothing is lost by trying both.
    let candidates = [try? Hex.decode(digits), Data(base64Encoded: text).map { Array($0) }]
      .compactMap(\.self)
    guard !candidates.isEmpty else {
      throw refusal("unknownEncoding", "The text is neither hex nor Base64.", place)
    }
    return Readings(place: place, candidates: candidates)
  }

  private func refusal(_ name: String, _ detail: String, _ place: Place) -> Diagnostic {
    Diagnostic(
      code: "input.\(name)", summary: "The input is not the bytes of a transaction",
      detail: detail, place: place,
      remedies: ["Give the BCS of a TransactionData or a signed transaction, in Base64 or hex."])
  }
}
