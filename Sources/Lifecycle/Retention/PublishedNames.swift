public import SomaTypes

/// The names of ciphertexts that models on chain point to.
///
/// A name is 8 hex digits, a hyphen and 32 hex digits (DESIGN 5). Every place of a URL counts, in any
/// case and percent-encoded too: to keep an object too many costs storage, one too few a pool.
public struct PublishedNames: Equatable, Sendable {
  /// One of the models that name each, by the name.
  public private(set) var models: [String: ModelID]

  /// No names.
  public init() { models = [:] }

  /// Collects the names in the current and the pending URL of every model, ended ones included.
  public init(of models: [ModelID: Model]) {
    self.init()
    add(models)
  }

  /// Adds the names of further models, as another node shows them.
  public mutating func add(_ models: [ModelID: Model]) {
    for (id, model) in models.sorted(by: { $0.key < $1.key }) {
      for commitments in [model.pendingUpdate?.commitments, model.revealed?.commitments] {
        guard let url = commitments?.manifest.url.text else { continue }
        for name in Self.names(in: url) where self.models[name] == nil { self.models[name] = id }
      }
    }
  }

  /// A model that names a ciphertext; `nil` when none does.
  public subscript(name: String) -> ModelID? { models[name] }

  /// All names in a text.
  static func names(in text: String) -> Set<String> {
    let bytes = lowercasedAndDecoded(Array(text.utf8))
    var names: Set<String> = []
    for index in bytes.indices where bytes[index] == UInt8(ascii: "-") {
      guard index >= 8, index + 33 <= bytes.count,
        bytes[(index - 8)..<index].allSatisfy(isHex),
        bytes[(index + 1)..<(index + 33)].allSatisfy(isHex)
      else { continue }
      names.insert(String(decoding: bytes[(index - 8)..<(index + 33)], as: UTF8.self))
    }
    return names
  }

  private static func lowercasedAndDecoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        byte = high << 4 | low
        index += 2
      }
      result.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      index += 1
    }
    return result
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
