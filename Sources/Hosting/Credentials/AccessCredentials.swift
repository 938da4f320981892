public import SomaCrypto

/// What a storage service knows its client by: an access key, its secret, and for a limited time a
/// token.
///
/// The secret parts are guarded and do not print.
public final class AccessCredentials: Sendable {
  /// The public part, which every request carries.
  public let accessKeyID: String

  private let secretAccessKey: SecretBytes
  private let sessionToken: SecretBytes?

  /// When they end, if they do.
  let expiration: SigningTime?

  /// Takes credentials.
  ///
  /// - Parameters:
  ///   - accessKeyID: Printable ASCII.
  ///   - secretAccessKey: The secret, without white space around it.
  ///   - sessionToken: The token of temporary credentials, printable ASCII.
  ///   - expiration: When they end, in seconds since 1970; `nil` for never, or not known.
  /// - Throws: ``CredentialError/malformed(_:)`` when a part is empty, or could break a header.
  public init(
    accessKeyID: String, secretAccessKey: consuming SecretBytes,
    sessionToken: consuming SecretBytes? = nil, expiration: Int64? = nil
  ) throws(CredentialError) {
    guard Self.isToken(Array(accessKeyID.utf8)), accessKeyID.utf8.count <= 512,
      !accessKeyID.utf8.contains(UInt8(ascii: "/")), !accessKeyID.utf8.contains(UInt8(ascii: ","))
    else { throw .malformed(.accessKeyID) }
    guard secretAccessKey.withUnsafeBytes(Self.isToken) else {
      throw .malformed(.secretAccessKey)
    }
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration.map(SigningTime.init(unixSeconds:))
    guard sessionTokenIsToken else { throw .malformed(.sessionToken) }
  }

  /// Whether they are temporary.
  public var hasSessionToken: Bool { sessionToken != nil }

  /// When they end, in seconds since 1970; `nil` for never, or not known.
  public var expirationTime: Int64? { expiration?.unixSeconds }

  /// The token as a header needs it. To be used in one request and forgotten.
  var sessionTokenText: String? {
    sessionToken?.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  private var sessionTokenIsToken: Bool {
    sessionToken?.withUnsafeBytes(Self.isToken) ?? true
  }

  /// The secret behind `AWS4`, where the chain of keys of a signature begins.
  ///
  /// - Throws: `CryptoError`.
  func signingSeed() throws -> SecretBytes {
    let prefix = "AWS4".utf8
    return try SecretBytes(count: prefix.count + secretAccessKey.count) { seed in
      seed.copyBytes(from: prefix)
      secretAccessKey.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: seed[prefix.count...]).copyMemory(from: $0)
      }
    }
  }

  /// Whether two credentials are the same, in constant time for the same lengths.
  func isSame(as other: AccessCredentials) -> Bool {
    guard accessKeyID == other.accessKeyID, secretAccessKey.isEqual(to: other.secretAccessKey)
    else { return false }
    return sessionTokenText == other.sessionTokenText
  }

  /// Whether a text can stand in a header: printable ASCII without spaces, and at least one character.
  private static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

extension AccessCredentials: CustomStringConvertible, CustomReflectable {
  /// The last characters of the public part, as other tools show it.
  public var description: String { "AccessCredentials(…\(accessKeyID.suffix(4)), <redacted>)" }

  /// Nothing for a debugger or `dump` to show.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
