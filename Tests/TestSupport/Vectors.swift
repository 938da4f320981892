public import Foundation

/// Reads a JSON file of a test target's `Vectors` folder, whose `Bundle.module` is `bundle`.
///
/// Unless `keys` says otherwise, `snake_case` keys become `camelCase`.
public func vectors<Content: Decodable>(
  _ name: String, as type: Content.Type = Content.self, in bundle: Bundle,
  keys: JSONDecoder.KeyDecodingStrategy = .convertFromSnakeCase
) throws -> Content {
  let url = bundle.bundleURL.appending(path: "Vectors/\(name).json")
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = keys
  return try decoder.decode(Content.self, from: Data(contentsOf: url))
}

/// The bytes of a hex text that a vector file holds.
public struct HexBytes: Decodable, Equatable, Sendable {
  /// The bytes.
  public let bytes: [UInt8]

  /// Reads pairs of hex digits, after `0x` or not.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    var digits = Array(try container.decode(String.self))
    if digits.starts(with: "0x") { digits.removeFirst(2) }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      guard start + 1 < digits.count,
        let byte = UInt8(String(digits[start...start + 1]), radix: 16)
      else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hex")
      }
      bytes.append(byte)
    }
    self.bytes = bytes
  }
}
