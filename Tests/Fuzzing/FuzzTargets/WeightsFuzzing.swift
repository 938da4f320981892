import SomaTypes
import Weights

/// Targets that read what trainers and strangers wrote.
enum WeightsFuzzing {
  /// What is accepted covers the file exactly, and can be compared with an architecture.
  static func safetensors(_ bytes: [UInt8]) {
    guard let header = try? SafetensorsHeader(file: bytes, path: "fuzz") else { return }
    var next = header.dataStart
    var names: Set<String> = []
    for tensor in header.tensors {
      precondition(tensor.bytes.lowerBound == next, "a gap or an overlap was accepted")
      precondition(names.insert(tensor.name).inserted, "a name was accepted twice")
      let bits = tensor.shape.reduce(tensor.type.bitCount, *)
      precondition(bits == UInt64(tensor.bytes.count) * 8, "a shape does not fit its bytes")
      next = tensor.bytes.upperBound
    }
    precondition(next == UInt64(bytes.count), "bytes are left over")
    _ = ArchitectureV1(layerCount: 2).problems(of: header)
  }

  /// The first byte says how many numbers are expected.
  static func npy(_ input: [UInt8]) {
    guard let dimension = input.first else { return }
    embedding(Array(input.dropFirst()), UInt64(dimension), .npy)
  }

  /// The first byte says how many numbers are expected, the second in which format.
  static func embedding(_ input: [UInt8]) {
    guard input.count >= 2 else { return }
    let formats: [EmbeddingFormat?] = [nil] + EmbeddingFormat.allCases
    embedding(
      Array(input.dropFirst(2)), UInt64(input[0]), formats[Int(input[1]) % formats.count])
  }

  /// What is accepted can be scored, and its bits survive being written and read.
  private static func embedding(_ bytes: [UInt8], _ dimension: UInt64, _ format: EmbeddingFormat?) {
    guard
      let read = try? EmbeddingFile(
        bytes: bytes, path: "fuzz", dimension: dimension, format: format)
    else { return }
    let values = read.tensor.values
    precondition(UInt64(values.count) == dimension, "another length was accepted")
    precondition(values.allSatisfy(\.isFinite), "a number that is none was accepted")
    let norm = Float(values.reduce(0) { $0 + Double($1) * Double($1) })
    precondition(norm > 0 && norm.isFinite, "a vector without direction was accepted")
    let raw = read.tensor.bits.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    let again = try? EmbeddingFile(bytes: raw, path: "x.f32", dimension: dimension, format: .f32)
    precondition(again?.tensor == read.tensor, "an embedding changed")
  }
}
