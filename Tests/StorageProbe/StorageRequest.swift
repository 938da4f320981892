import Hosting
import SomaCrypto

/// One request of the Python half. Which fields are there depends on `op`.
struct StorageRequest: Decodable {
  /// `signature`, `put`, `head`, `list`, `delete`, `abandon` or `probe`.
  let op: String

  // A request to be signed.
  var service: String?
  var method: String?
  var host: String?
  var key: String?
  var query: [[String]]?
  var headers: [[String]]?
  var body: String?
  var unixSeconds: Int64?

  // Credentials; without a key they come from the environment.
  var accessKeyId: String?
  var secretAccessKey: String?
  var sessionToken: String?

  // A bucket.
  var endpoint: String?
  var bucket: String?
  var region: String?
  var prefix: String?
  var profile: String?
  var usesVirtualHost: Bool?
  var partSize: UInt64?

  // A host that is no bucket; each with a public base.
  var directory: String?
  var putBase: String?
  var command: String?
  var publicBase: String?

  // An object.
  var name: String?
  var file: String?
  var replaces: Bool?
  var journal: String?
  var masterId: String?

  /// The credentials in the request.
  func credentials() throws -> AccessCredentials {
    let secret = try SecretBytes(copying: (secretAccessKey ?? "").utf8)
    guard let sessionToken else {
      return try AccessCredentials(accessKeyID: accessKeyId ?? "", secretAccessKey: secret)
    }
    return try AccessCredentials(
      accessKeyID: accessKeyId ?? "", secretAccessKey: secret,
      sessionToken: SecretBytes(copying: sessionToken.utf8))
  }
}

/// The credentials of a request, for ever.
struct GivenCredentials: CredentialProvider {
  let credentials: AccessCredentials

  func current() -> AccessCredentials { credentials }

  func renewed(replacing old: AccessCredentials) throws -> AccessCredentials {
    throw CredentialError.expired(.environment)
  }
}
