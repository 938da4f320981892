import SomaCrypto
import SomaTypes

extension ObjectRef {
  var output: OutputValue {
    .record([
      .init("objectId", id), .init("version", .number(version.rawValue)), .init("digest", digest),
    ])
  }
}

extension SomaObject {
  var output: OutputValue {
    .record([
      .init("objectId", id), .init("type", type.rawValue),
      .init("version", .number(version.rawValue)), .init("owner", owner.output),
      .init("previousTransaction", previousTransaction),
      .init("contentHex", Hex.encode(content)), .init("digest", digest),
    ])
  }
}

extension Owner {
  var output: OutputValue {
    switch self {
    case .address(let address): .record([.init("address", address)])
    case .shared(let version):
      .record([.init("sharedSinceVersion", .number(version.rawValue))])
    case .immutable: .text("immutable")
    }
  }
}

extension Amount {
  /// Exact in both units; shannons as text, because many readers of JSON round large numbers.
  var output: OutputValue {
    .described(description, .record([.init("shannons", String(shannons)), .init("soma", soma)]))
  }
}

extension ContentManifest {
  var output: OutputValue {
    .record([
      .init("url", url.text), .init("checksum", checksum),
      .init("sizeInBytes", .number(sizeInBytes)),
    ])
  }
}

extension SomaTensor {
  /// The floats as bits, which are what is hashed; decimal beside them while they are few.
  var output: OutputValue {
    .record([
      .init("shape", .list(shape.map { .number($0) })),
      .init("commitment", commitment),
      .init("values", bits.count > 16 ? .null : .list(values.map { .text("\($0)") })),
      .init(
        "f32LeHex", Hex.encode(bits.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) })),
    ])
  }
}

extension OutputValue {
  /// An amount that may stand for the whole coin.
  static func amount(_ amount: Amount?) -> OutputValue { amount?.output ?? .text("whole coin") }
}
