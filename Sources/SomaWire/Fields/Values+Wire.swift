import FoundationEssentials
import SomaCrypto
import SomaTypes

// How single values are read from the fields that carry them. Errors have no path yet.

extension Identifier {
  /// Reads a text as nodes and clients read most fields.
  init(protobuf text: String) throws(WireError) { try self.init(text, as: .protobuf) }

  /// Reads a text as clients read the system state and nodes some requests.
  init(argument text: String) throws(WireError) { try self.init(text, as: .argument) }

  private init(_ text: String, as spelling: IdentifierSpelling) throws(WireError) {
    do throws(IdentifierError) {
      try self.init(text, spelling: spelling)
    } catch {
      throw WireError(.identifier(error))
    }
  }
}

extension Digest {
  /// Reads Base58.
  init(wire text: String) throws(WireError) {
    do throws(EncodingError) {
      try self.init(base58: text)
    } catch {
      throw WireError(.encoding(error))
    }
  }

  /// Takes 32 bytes.
  init(wire data: Data) throws(WireError) { self.init(try Bytes32(wire: data)) }
}

extension Bytes32 {
  /// Takes 32 bytes.
  init(wire data: Data) throws(WireError) {
    try data.requireByteCount(Self.count)
    self = data.withUnsafeBytes { Bytes32(copying: $0) }
  }

  /// The bytes, for a field.
  var data: Data { withUnsafeBytes { Data($0) } }
}

extension DecryptionKey {
  /// Takes 32 bytes.
  init(wire data: Data) throws(WireError) { self.init(try Bytes32(wire: data)) }
}

extension Ed25519PublicKey {
  /// Takes 32 bytes. Whether they are a point of the curve is not checked.
  init(wire data: Data) throws(WireError) { self.init(bytes: try Bytes32(wire: data)) }
}

extension Ed25519Signature {
  /// Takes 64 bytes.
  init(wire data: Data) throws(WireError) {
    try data.requireByteCount(Self.byteCount)
    self = data.withUnsafeBytes { Ed25519Signature(copying: $0) }
  }
}

extension CanonicalURL {
  /// Reads a URL as nodes do: one in another spelling is taken in its canonical form.
  init(wire text: String) throws(WireError) {
    do throws(CanonicalURLError) {
      try self.init(text)
    } catch {
      throw WireError(.url(error))
    }
  }
}

extension Data {
  /// Refuses another length.
  func requireByteCount(_ expected: Int) throws(WireError) {
    guard count == expected else {
      throw WireError(.wrongByteCount(expected: expected, actual: count))
    }
  }
}

extension BLSPublicKey {
  /// Takes 96 bytes. Whether they are a point of the curve is not checked.
  init(wire data: Data) throws(WireError) {
    guard let key = BLSPublicKey(data) else {
      throw WireError(.wrongByteCount(expected: Self.byteCount, actual: data.count))
    }
    self = key
  }
}

extension BLSSignature {
  /// Takes 48 bytes. Whether they are a point of the curve is not checked.
  init(wire data: Data) throws(WireError) {
    guard let signature = BLSSignature(data) else {
      throw WireError(.wrongByteCount(expected: Self.byteCount, actual: data.count))
    }
    self = signature
  }
}

extension Field where Content == UInt64 {
  /// The number, with its meaning.
  func number<Number: UInt64Value>() throws(WireError) -> Number { Number(try value) }
}
