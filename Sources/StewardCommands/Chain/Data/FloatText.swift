import Diagnostics
import Foundation
import SomaTypes

/// A float as owners' programs write it in JSON.
///
/// A number goes through 64 bits, as it does in the real SDK; a text is read as 32 bits at once, as this
/// program writes it, so that what it printed comes back bit for bit.
struct FloatText: Decodable, Equatable {
  let value: Float

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let value: Float?
    if let text = try? container.decode(String.self) {
      value = Float(text)
    } else {
      value = Float(try container.decode(Double.self))
    }
    guard let value, value.isFinite else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no finite float")
    }
    self.value = value
  }

  /// Reads a JSON file.
  ///
  /// - Throws: `CommandFailure` with status 5.
  static func read<Content: Decodable>(
    _ type: Content.Type, fromFile path: String, shape: String
  ) throws -> Content {
    let bytes = try failing(with: .invalidInput) { try InputFile(path).bytes() }
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "floats.malformed", summary: "A file does not hold the floats",
          detail: "It must be \(shape).", place: Place(file: path),
          remedies: ["Write the floats as JSON, finite ones only."]))
    }
  }

  /// Reads floats that were typed with commas between them.
  static func list(_ text: String, _ name: String) throws -> SomaTensor {
    let values =
      text.isEmpty
      ? []
      : text.split(separator: ",", omittingEmptySubsequences: false)
        .map { Double($0).map { Float($0) } }
    guard values.allSatisfy({ $0?.isFinite == true }) else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "floats.malformed", summary: "A text does not hold the floats",
          detail: "It must be finite numbers with commas between them.", place: Place(file: name),
          remedies: ["Write them like 0.5,1.25, without spaces."]))
    }
    return SomaTensor(values.compactMap(\.self))
  }
}
