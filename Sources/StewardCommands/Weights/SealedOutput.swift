import CoreFoundation
import Diagnostics
import Foundation
import Glibc
import SomaCrypto
import SystemPackage

/// Where bytes go: to a new file that appears whole or not at all, or to standard output.
final class SealedOutput {
  /// How a path means standard output.
  static let standardOutput = "-"

  private let path: String
  private let isReplacing: Bool
  private let temporary: String?
  private let descriptor: FileDescriptor
  private var isOpen = true

  /// Checks the destination and opens it.
  ///
  /// - Parameters:
  ///   - path: A path, or `-`.
  ///   - isReplacing: Whether a regular file may be there already.
  ///   - permissions: Of a new file, before the umask.
  ///   - inputs: Files that must not be replaced, because they are still needed.
  /// - Throws: `CommandFailure` with status 5; a `Diagnostic`.
  init(
    _ path: String, isReplacing: Bool, permissions: FilePermissions, sparing inputs: [String]
  ) throws {
    self.path = path
    self.isReplacing = isReplacing
    guard path != Self.standardOutput else {
      guard isatty(FileDescriptor.standardOutput.rawValue) == 0 else { throw Self.isTerminal }
      (temporary, descriptor) = (nil, .standardOutput)
      return
    }
    try Self.check(path, isReplacing: isReplacing, sparing: inputs)
    let file = FilePath(path)
    let suffix = Hex.encode((0..<8).map { _ in UInt8.random(in: .min ... .max) })
    let name = ".\(file.lastComponent?.string.prefix(200) ?? "").\(suffix).partial"
    let temporary = file.removingLastComponent().appending(name).string
    do {
      descriptor = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: permissions)
    } catch let error as Errno { throw Self.unwritable(path, error) }
    self.temporary = temporary
  }

  deinit { discard() }

  /// Writes all of it.
  ///
  /// - Throws: A `Diagnostic`.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    do { _ = try descriptor.writeAll(bytes) } catch let error as Errno {
      guard error != .brokenPipe else {
        throw Diagnostic(
          code: "output.brokenPipe", summary: "Whoever read the output went away",
          detail: "It did not wait for the end, so what it got is not all.",
          remedies: ["Look at what the next program of the pipe says, then run again."])
      }
      throw Self.unwritable(path, error)
    }
  }

  /// Makes the file durable, and lets it appear.
  ///
  /// - Throws: A `Diagnostic`; there is no new file then.
  func finish() throws {
    guard let temporary else { return }
    do {
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      isOpen = false
      try descriptor.close()
      if isReplacing {
        guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
      } else {
        // A rename would replace what came there meanwhile.
        guard link(temporary, path) == 0 else { throw Errno(rawValue: errno) }
      }
      try SyncedFile.syncDirectory(of: path)
    } catch Errno.fileExists { throw Self.exists(path) } catch let error as Errno {
      throw Self.unwritable(path, error)
    }
  }

  private func discard() {
    guard let temporary else { return }
    if isOpen { try? descriptor.close() }  // nothing of it is wanted
    unlink(temporary)
  }

  private static func check(
    _ path: String, isReplacing: Bool, sparing inputs: [String]
  ) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard isReplacing, status.st_mode & S_IFMT == S_IFREG else { throw exists(path) }
    for input in inputs {
      var other = stat()
      guard stat(input, &other) == 0 else { continue }
      guard other.st_dev != status.st_dev || other.st_ino != status.st_ino else {
        throw exists(path)
      }
    }
  }

  private static func exists(_ path: String) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "output.exists", summary: "There is something where the new file should go",
        detail: "It is left as it is.", place: Place(file: path),
        remedies: [
          "Name another file. --force replaces a regular file, but never one that is an input."
        ]))
  }

  private static func unwritable(_ path: String, _ error: Errno) -> Diagnostic {
    guard path != standardOutput else {
      return Diagnostic(
        code: "output.unwritable", summary: "The result cannot be written",
        detail: "The system says of standard output: \(error.description). What it got is not all.",
        remedies: ["Free disk space or redirect the output elsewhere."])
    }
    return Diagnostic(
      code: "output.unwritable", summary: "The result cannot be written",
      detail: "The system says: \(error.description). Nothing of it was kept.",
      place: Place(file: path),
      remedies: ["Free disk space, or name a file in a directory that you may write to."])
  }

  private static var isTerminal: CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "output.isTerminal", summary: "Bytes would go to a terminal",
        detail: "Standard output is a terminal, and these bytes are no text.",
        remedies: ["Name a file with --out, or append a `|` and the next program."]))
  }
}
