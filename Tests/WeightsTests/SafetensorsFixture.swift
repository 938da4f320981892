import Foundation
import Testing

@testable import Weights

/// Writes safetensors files for tests, right ones and wrong ones.
struct SafetensorsFixture {
  var tensors: [(name: String, type: String, shape: [UInt64])]

  /// The tensors of an architecture.
  init(_ architecture: ArchitectureV1) {
    tensors = architecture.tensors.map { ($0.name, "F32", $0.shape) }
  }

  init(_ tensors: [(name: String, type: String, shape: [UInt64])]) { self.tensors = tensors }

  mutating func change(
    _ name: String, _ body: (inout (name: String, type: String, shape: [UInt64])) -> Void
  ) {
    for index in tensors.indices where tensors[index].name == name { body(&tensors[index]) }
  }

  /// Header and data; every element is `value`, and the header is padded so that the data begins at
  /// a multiple of 4, plus `shift`.
  func bytes(value: Float = 0.5, shift: Int = 0) throws -> [UInt8] {
    var offset: UInt64 = 0
    var entries: [String] = []
    for tensor in tensors {
      let type = try #require(ElementType(rawValue: tensor.type))
      let count = try #require(SafetensorsTensor.byteCount(of: type, shape: tensor.shape))
      entries.append(
        "\"\(tensor.name)\":{\"dtype\":\"\(tensor.type)\",\"shape\":\(tensor.shape),"
          + "\"data_offsets\":[\(offset),\(offset + count)]}")
      offset += count
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    while header.count % 4 != shift { header.append(0x20) }
    let pattern = withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header
      + (0..<Int(offset)).map { pattern[$0 % 4] }
  }
}

extension URL {
  /// Writes a file into this directory and gives its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = appending(path: name)
    try Data(bytes).write(to: url)
    return url.path
  }
}

/// Changes bytes of a file in place.
func overwrite(_ path: String, at offset: UInt64, with bytes: [UInt8]) throws {
  let handle = try FileHandle(forWritingTo: URL(filePath: path))
  try handle.seek(toOffset: offset)
  try handle.write(contentsOf: Data(bytes))
  try handle.close()
}

/// Gives a file another length.
func truncate(_ path: String, to size: UInt64) throws {
  let handle = try FileHandle(forWritingTo: URL(filePath: path))
  try handle.truncate(atOffset: size)
  try handle.close()
}
