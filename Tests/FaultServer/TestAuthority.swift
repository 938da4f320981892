public import Foundation
import NIOSSL

/// A certificate authority for one test, made with the `openssl` command.
public struct TestAuthority {
  /// Its certificate, in PEM.
  public let certificate: URL

  private let key: URL
  private let directory: URL

  /// Makes an authority and keeps its files in `directory`.
  public init(in directory: URL, name: String = "ca") throws {
    self.directory = directory
    certificate = directory.appending(path: "\(name).pem")
    key = directory.appending(path: "\(name).key")
    try Self.openssl(
      ["-subj", "/CN=\(name)", "-addext", "basicConstraints=critical,CA:TRUE"],
      certificate: certificate, key: key)
  }

  /// Makes a certificate for these alternative names, such as `DNS:localhost`.
  public func issue(_ names: [String]) throws -> ServerIdentity {
    let identity = ServerIdentity(
      certificate: directory.appending(path: "server.pem"),
      key: directory.appending(path: "server.key"))
    try Self.openssl(
      [
        "-subj", "/CN=server", "-CA", certificate.path(), "-CAkey", key.path(),
        "-addext", "subjectAltName=\(names.joined(separator: ","))",
        "-addext", "basicConstraints=critical,CA:FALSE",
      ], certificate: identity.certificate, key: identity.key)
    return identity
  }

  private static func openssl(_ arguments: [String], certificate: URL, key: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-keyout", key.path(), "-out", certificate.path(),
      ] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}

/// A server's certificate and key, in PEM.
public struct ServerIdentity: Sendable {
  let certificate: URL
  let key: URL

  func context() throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.path()).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key.path(), format: .pem)))
    configuration.applicationProtocols = ["h2"]
    return try NIOSSLContext(configuration: configuration)
  }
}
