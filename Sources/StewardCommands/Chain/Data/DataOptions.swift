import ArgumentParser
import Diagnostics
import SomaCrypto
import SomaTypes
import SystemPackage

/// The data that is scored or submitted: where it is, and what it is.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where others find the data.", valueName: "url"))
  var dataURL: String

  @Option(
    help: ArgumentHelp("The data itself, for checksum and size.", valueName: "file"),
    completion: .file())
  var data: String?

  @Option(help: ArgumentHelp("Instead of --data: its BLAKE2b-256, in Base58.", valueName: "digest"))
  var checksum: String?

  @Option(help: ArgumentHelp("With --checksum: its size in bytes.", valueName: "bytes"))
  var size: UInt64?

  func validate() throws {
    guard (data != nil) != (checksum != nil), (checksum == nil) == (size == nil) else {
      throw ValidationError("Give --data FILE, or --checksum with --size.")
    }
  }

  /// URL, checksum and size. The URL is in canonical form, which is what is signed.
  ///
  /// - Throws: `CommandFailure` with status 5.
  func manifest() throws -> ContentManifest {
    let url = try TypedText.read("--data-url") { try CanonicalURL(dataURL) }
    if let checksum, let size {
      return ContentManifest(
        url: url, checksum: try TypedText.digest(checksum, "--checksum"), sizeInBytes: size)
    }
    let (digest, count) = try Self.measure(data ?? "")
    return ContentManifest(url: url, checksum: Checksum(digest), sizeInBytes: count)
  }

  /// Digest and size of a file, in one pass over one descriptor.
  private static func measure(_ path: String) throws -> (Bytes32, UInt64) {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      return try descriptor.closeAfter {
        var hash = Blake2b256()
        var total: UInt64 = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
          let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
          guard count > 0 else { return (hash.finalize(), total) }
          chunk.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
          total += UInt64(count)
        }
      }
    } catch let error as Errno {
      throw CommandFailure(
        status: .invalidInput, underlying: InputFile.unreadable(error, at: Place(file: path)))
    }
  }
}
