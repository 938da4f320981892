import Glibc
import SomaCrypto

/// Reads small files with secrets in them straight into guarded memory.
enum GuardedFile {
  /// Reads a regular file.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``CredentialError/unreadable(path:errno:)``, with EFBIG for one that is longer than
  ///   `limit` bytes; `CryptoError`.
  static func read(_ path: String, limit: Int) throws -> SecretBytes? {
    guard !path.utf8.contains(0) else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw CredentialError.unreadable(path: path, errno: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw CredentialError.unreadable(path: path, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CredentialError.unreadable(path: path, errno: EISDIR)
    }
    guard status.st_size <= limit else {
      throw CredentialError.unreadable(path: path, errno: EFBIG)
    }
    var count = 0
    let scratch = try SecretBytes(count: limit + 1) { buffer in
      while let start = buffer.baseAddress, count < buffer.count {
        let got = Glibc.read(descriptor, start + count, buffer.count - count)
        if got == 0 { return }
        if got > 0 {
          count += got
        } else if errno != EINTR {
          throw CredentialError.unreadable(path: path, errno: errno)
        }
      }
      throw CredentialError.unreadable(path: path, errno: EFBIG)
    }
    return try scratch.copy(0..<count)
  }

  /// Reads a file that holds one token, without the white space around it.
  ///
  /// - Throws: As ``read(_:limit:)``, also with ENOENT.
  static func token(_ path: String) throws -> String {
    guard let bytes = try read(path, limit: 64 << 10) else {
      throw CredentialError.unreadable(path: path, errno: ENOENT)
    }
    return bytes.withUnsafeBytes { text in
      let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
      guard let first = text.firstIndex(where: { !isSpace($0) }),
        let last = text.lastIndex(where: { !isSpace($0) })
      else { return "" }
      return String(decoding: text[first...last], as: UTF8.self)
    }
  }
}
