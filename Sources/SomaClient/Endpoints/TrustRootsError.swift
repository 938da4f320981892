public import Diagnostics

/// Why a file does not say whom to trust.
public enum TrustRootsError: Error, Equatable, Sendable {
  /// The file is missing, a directory, or not permitted.
  case unreadable(path: String)
  /// Longer than any list of certificates, in bytes.
  case tooLong(path: String, maximum: Int)
  /// The file holds nothing that looks like a certificate in PEM.
  case noCertificate(path: String)
  /// The TLS library does not accept what is in the file; its own words.
  case damaged(path: String, reason: String)
}

extension TrustRootsError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let path):
      explain("unreadable", path, "It cannot be read.", "Check the path and its permissions.")
    case .tooLong(let path, let maximum):
      explain(
        "tooLong", path, "It has more than \(maximum) bytes.",
        "Name the file that holds the certificate authority, in PEM.")
    case .noCertificate(let path):
      explain(
        "noCertificate", path, "It holds no `-----BEGIN CERTIFICATE-----`.",
        "Convert it with: openssl x509 -inform der -in FILE -out FILE.pem")
    case .damaged(let path, let reason):
      explain(
        "damaged", path, "The TLS library says: \(PrintableText(reason))",
        "Look at it with: openssl x509 -noout -text -in FILE")
    }
  }

  private func explain(
    _ name: String, _ path: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "trustRoots.\(name)",
      summary: "A file does not hold the certificates to trust", detail: detail,
      place: Place(file: path), remedies: [remedy])
  }
}
