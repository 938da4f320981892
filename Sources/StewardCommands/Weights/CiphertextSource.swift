import SomaCrypto
import SomaTypes
import SystemPackage
import Weights

/// What is opened: a file, or whatever comes out of standard input.
struct CiphertextSource {
  private let path: String
  private let descriptor: FileDescriptor

  /// Opens the source.
  ///
  /// - Throws: `FileError`.
  init(_ path: String) throws {
    self.path = path
    guard path != "-" else {
      descriptor = .standardInput
      return
    }
    _ = try OpenFile(path: path)  // says what is wrong with it
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch let error as Errno {
      throw FileError.unreadable(path, offset: nil, errno: error.rawValue)
    }
  }

  /// Decrypts everything.
  ///
  /// - Throws: What the cipher and `sink` throw.
  func open(
    with key: borrowing WeightsKey, expecting checksum: Checksum?,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> StreamCipher {
    try StreamCipher(
      reading: descriptor.rawValue, path: path, key: key.bytes.copy(0..<key.bytes.count),
      expecting: checksum?.bytes, sink)
  }
}
