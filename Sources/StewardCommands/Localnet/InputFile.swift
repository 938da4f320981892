import Diagnostics
import Foundation
import SystemPackage

/// A file that a person names on the command line, read whole.
struct InputFile {
  /// Longer than any file that is written by hand.
  static let maximumByteCount = 16 << 20

  let path: String

  init(_ path: String) { self.path = path }

  /// The bytes.
  ///
  /// - Throws: A `Diagnostic` when it cannot be read, or is too long.
  func bytes() throws -> [UInt8] {
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      bytes = try file.read(upToCount: Self.maximumByteCount + 1) ?? Data()
    } catch {
      throw Diagnostic(
        code: "input.unreadable", summary: "The input cannot be read",
        detail: "The system does not give it.", place: Place(file: path),
        remedies: ["Check that the file exists, that it is a file, and that you may read it."])
    }
    guard bytes.count <= Self.maximumByteCount else {
      throw Diagnostic(
        code: "input.tooLarge", summary: "The input is too long",
        detail: "It is longer than \(Self.maximumByteCount) bytes.", place: Place(file: path),
        remedies: ["Check that this is the file that you mean."])
    }
    return Array(bytes)
  }
}
