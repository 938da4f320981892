import Diagnostics
import SystemPackage

/// A file that a person names on the command line, or the standard input, read whole.
struct InputFile {
  /// Longer than any file that is written by hand.
  static let maximumByteCount = 16 << 20

  /// `nil` for the standard input.
  private let path: String?

  /// Names a file; `-` is the standard input.
  init(_ path: String) { self.path = path == "-" ? nil : path }

  /// What diagnostics call it.
  var place: Place { Place(file: path ?? "-") }

  /// The bytes.
  ///
  /// - Throws: A `Diagnostic` when it cannot be read, or is too long.
  func bytes() throws -> [UInt8] {
    let bytes = try bytes(upTo: Self.maximumByteCount + 1)
    guard bytes.count <= Self.maximumByteCount else {
      throw Diagnostic(
        code: "input.tooLarge", summary: "The input is too long",
        detail: "It is longer than \(Self.maximumByteCount) bytes.", place: place,
        remedies: ["Check that this is the file that you mean."])
    }
    return bytes
  }

  /// The first bytes, for callers that say in their own words what is too long.
  ///
  /// - Throws: A `Diagnostic` when it cannot be read.
  func bytes(upTo limit: Int) throws -> [UInt8] {
    do {
      guard let path else { return try Self.bytes(of: .standardInput, upTo: limit) }
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try descriptor.closeAfter { try Self.bytes(of: descriptor, upTo: limit) }
    } catch let error as Errno {
      throw Self.unreadable(error, at: place)
    }
  }

  /// The explanation of a file that the system does not give.
  static func unreadable(_ error: Errno, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "input.unreadable", summary: "The input cannot be read",
      detail: "The system says: \(error.description).", place: place,
      remedies: ["Check that the file exists, that it is a file, and that you may read it."])
  }

  /// Grows with what is there, which for most files is little.
  private static func bytes(of descriptor: FileDescriptor, upTo limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      guard count > 0 else { break }
      bytes += chunk[..<min(count, limit - bytes.count)]
    }
    return bytes
  }
}
