import Foundation

/// Whose certificates are believed when a node is reached over TLS.
public struct TrustRoots: Equatable, Sendable {
  enum Source: Equatable, Sendable {
    case system
    case file(path: String, pem: [UInt8])
  }

  let source: Source

  /// The certificate authorities of the operating system.
  public static let system = TrustRoots(source: .system)

  /// The certificate authorities in a PEM file, and no others.
  ///
  /// The file is read once, now. `SSL_CERT_FILE` has no effect on either choice.
  ///
  /// - Throws: ``TrustRootsError`` if the file cannot be read, is longer than 16 MiB, or holds no
  ///   certificate. Whether its certificates are sound is seen by ``withConnection(to:settings:_:)``.
  public static func file(_ path: String) throws(TrustRootsError) -> TrustRoots {
    let pem: [UInt8]
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      // A device or a mistyped archive must not fill the memory.
      pem = Array(try file.read(upToCount: longestFile + 1) ?? Data())
    } catch {
      throw .unreadable(path: path)
    }
    guard pem.count <= longestFile else { throw .tooLong(path: path, maximum: longestFile) }
    guard pem.firstRange(of: Array("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      throw .noCertificate(path: path)
    }
    return TrustRoots(source: .file(path: path, pem: pem))
  }

  private static let longestFile = 16 << 20
}
