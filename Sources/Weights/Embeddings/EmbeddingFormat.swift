/// How an embedding is written in a file.
public enum EmbeddingFormat: String, Hashable, Sendable, CaseIterable {
  /// A JSON array of numbers.
  case json
  /// A JSON object with the array under `embedding`, and perhaps a `step`: the quickstart's
  /// `artifacts-N.json` and `training_state.json`.
  case artifacts
  /// NumPy's `.npy`, version 1.0, 2.0 or 3.0, of `f4` or `f8` in either byte order.
  case npy
  /// A safetensors file with one tensor of `F32` or `F64`.
  case safetensors
  /// Little-endian IEEE 754 binary32, and nothing else.
  case f32
  /// Decimal numbers between commas or white space.
  case text

  /// Recognises a format by the beginning of a file, by its name where bytes could be anything.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: The path; only what follows its last point counts.
  /// - Returns: The format that it should be read as; whether it is right shows then.
  static func recognise(_ bytes: [UInt8], name: String) -> EmbeddingFormat {
    if bytes.starts(with: NPYHeader.magic) { return .npy }
    switch name.split(separator: "/").last?.split(separator: ".").last?.lowercased() {
    case "f32", "bin", "raw": return .f32
    case "csv", "tsv", "txt": return .text
    case "safetensors": return .safetensors
    // What such a name promises is never taken for raw floats, whose bytes could be anything.
    case "npy": return .npy
    case "json": return JSONReader.firstByte(bytes) == UInt8(ascii: "{") ? .artifacts : .json
    default: break
    }
    // The ninth byte of a safetensors file opens its header, whose length has zeros above 2³².
    if bytes.count > 8, bytes[8] == UInt8(ascii: "{"), bytes[4..<8].allSatisfy({ $0 == 0 }) {
      return .safetensors
    }
    switch JSONReader.firstByte(bytes) {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"): return .artifacts
    default: break
    }
    let isText = bytes[TextPlace.markLength(bytes)...].allSatisfy {
      (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0)
    }
    return isText ? .text : .f32
  }
}

extension JSONReader {
  /// The first byte of what a text holds, after its mark and white space.
  fileprivate static func firstByte(_ bytes: [UInt8]) -> UInt8? {
    var reader = JSONReader(bytes, at: TextPlace.markLength(bytes))
    return reader.peek()
  }
}
