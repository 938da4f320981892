/// What a source has.
enum CredentialSearchResult: Sendable {
  /// Nothing for us; why, in a few words.
  case absent(String)
  /// These.
  case found(AccessCredentials)
}

/// One place where credentials may be.
protocol CredentialSearch: Sendable {
  /// Which place.
  var source: CredentialSource { get }

  /// Looks there.
  ///
  /// - Throws: ``CredentialError`` when something is there and cannot be used; `CryptoError`;
  ///   `CancellationError`.
  func search() async throws -> CredentialSearchResult
}
