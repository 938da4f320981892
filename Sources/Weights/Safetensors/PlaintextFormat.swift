/// A kind of file that weights lie in unsealed, recognised by its first bytes.
///
/// Ciphertext looks like noise: that it begins like one of these is an accident of at most one in four
/// thousand million, and another key ends it.
public enum PlaintextFormat: String, CaseIterable, Sendable {
  /// The header of safetensors.
  case safetensors
  /// A ZIP archive: PyTorch's `.pt`, NumPy's `.npz`.
  case zip
  /// GGUF, as llama.cpp reads it.
  case gguf
  /// NumPy's `.npy`.
  case npy
  /// HDF5, as Keras writes it.
  case hdf5

  /// Looks at the first bytes of a file.
  ///
  /// - Returns: `nil` when they are of none of these.
  /// - Throws: ``FileError``.
  public init?(of file: OpenFile) throws {
    let bytes = try file.bytes(count: Int(min(file.size, 9)), at: 0)
    self.init(beginning: bytes)
  }

  init?(beginning bytes: [UInt8]) {
    // The ninth byte of a safetensors file opens its header, whose length has zeros above 2³².
    if bytes.count > 8, bytes[8] == UInt8(ascii: "{"), bytes[4..<8].allSatisfy({ $0 == 0 }) {
      self = .safetensors
      return
    }
    let found = Self.allCases.first { format in
      format.magic.map { bytes.starts(with: $0) } ?? false
    }
    guard let found else { return nil }
    self = found
  }

  /// What such files begin with, where that is the same for all.
  private var magic: [UInt8]? {
    switch self {
    case .safetensors: nil
    case .zip: [0x50, 0x4B, 0x03, 0x04]
    case .gguf: Array("GGUF".utf8)
    case .npy: NPYHeader.magic
    case .hdf5: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    }
  }

  /// What it is called for people.
  public var words: String {
    switch self {
    case .safetensors: "a safetensors file"
    case .zip: "a ZIP archive, such as PyTorch writes"
    case .gguf: "a GGUF file"
    case .npy: "an array of NumPy"
    case .hdf5: "an HDF5 file"
    }
  }
}
