/// Hands out credentials for each request, and newer ones in time.
public protocol CredentialProvider: Sendable {
  /// Credentials that are good for some minutes at least, as far as their end is known.
  ///
  /// - Throws: ``CredentialError``; `CancellationError`.
  func current() async throws -> AccessCredentials

  /// Other credentials than those that a service has just called expired.
  ///
  /// - Throws: ``CredentialError``, ``CredentialError/expired(_:)`` included when there are no
  ///   others; `CancellationError`.
  func renewed(replacing old: AccessCredentials) async throws -> AccessCredentials
}
