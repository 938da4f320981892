import FoundationEssentials

/// Credentials as commands and services of machines print them, in JSON.
///
/// Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>, and for
/// the services of containers and machines `botocore/credentials.py`, `botocore/utils.py`.
struct CredentialDocument: Decodable {
  /// Longest document in bytes.
  static let byteLimit = 64 << 10

  let version: Int?
  let code: String?
  private let accessKeyID: String?
  private let secretAccessKey: String?
  private let sessionToken: String?
  private let token: String?
  private let expiration: String?

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case code = "Code"
    case accessKeyID = "AccessKeyId"
    case secretAccessKey = "SecretAccessKey"
    case sessionToken = "SessionToken"
    case token = "Token"
    case expiration = "Expiration"
  }

  /// Reads a document.
  ///
  /// - Throws: ``CredentialError/badAnswer(_:_:)``, without a word of the document.
  static func read(
    _ bytes: some Collection<UInt8>, from source: CredentialSource
  ) throws(CredentialError) -> CredentialDocument {
    do { return try JSONDecoder().decode(Self.self, from: Data(bytes)) } catch {
      throw .badAnswer(source, "the JSON cannot be read")
    }
  }

  /// The credentials in it.
  ///
  /// - Throws: ``CredentialError``; `CryptoError`.
  func credentials(from source: CredentialSource) throws -> AccessCredentials {
    guard let accessKeyID, let secretAccessKey else {
      throw CredentialError.badAnswer(source, "AccessKeyId or SecretAccessKey is missing")
    }
    let end = expiration.flatMap(SigningTime.init(iso8601:))
    guard end != nil || expiration == nil else {
      throw CredentialError.badAnswer(source, "Expiration is not a time in UTC")
    }
    return try AccessCredentials(
      accessKeyID: accessKeyID, secret: secretAccessKey, token: sessionToken ?? token,
      expiration: end)
  }
}
