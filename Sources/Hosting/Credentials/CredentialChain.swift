import HTTPSyntax

/// Credentials from wherever they are, looked for again before they end.
///
/// Sources are asked in the order of ``CredentialSource``. The first that has something decides: when
/// that is broken, no other identity is taken in its place.
public actor CredentialChain: CredentialProvider {
  /// How long before their end credentials are replaced, in seconds.
  static let margin: Int64 = 300

  private let searches: [any CredentialSearch]
  private let systemTime: @Sendable () -> HTTPDate

  private var held: (credentials: AccessCredentials, source: CredentialSource)?
  private var isSearching = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Looks where settings say; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - settings: Where to look.
  ///   - transport: For services on the network.
  public init(settings: CredentialSettings, transport: HTTPTransport) {
    var direct = TransportOptions()
    direct.proxy = .none
    self.init(
      settings: settings, transport: transport, localTransport: HTTPTransport(options: direct))
  }

  /// Looks where settings say, over given transports.
  init(
    settings: CredentialSettings, transport: any RequestSending,
    localTransport: any RequestSending, retry: S3Retry = S3Retry(),
    systemTime: @escaping @Sendable () -> HTTPDate = { .now }
  ) {
    self.init(
      searches: settings.command != nil
        ? [CommandCredentials(source: .command, settings: settings)]
        : [
          VariableCredentials.quickstart(settings), VariableCredentials.amazon(settings),
          WebIdentityCredentials(settings: settings, transport: transport, retry: retry),
          ProfileKeys(source: .sharedCredentials, settings: settings),
          CommandCredentials(source: .process, settings: settings),
          ProfileKeys(source: .sharedConfiguration, settings: settings),
          ContainerCredentials(settings: settings, transport: localTransport),
          InstanceCredentials(settings: settings, transport: localTransport),
        ], systemTime: systemTime)
  }

  /// Asks given sources.
  init(
    searches: [any CredentialSearch], systemTime: @escaping @Sendable () -> HTTPDate = { .now }
  ) {
    self.searches = searches
    self.systemTime = systemTime
  }

  /// The credentials that are held, or newer ones when those end in five minutes.
  ///
  /// - Throws: ``CredentialError``; `CancellationError`.
  public func current() async throws -> AccessCredentials {
    try await take(mayKeep: true) { !self.isEnding($0, within: Self.margin) }
  }

  /// Other credentials than `old`.
  ///
  /// - Throws: ``CredentialError/expired(_:)`` when the source still has only those;
  ///   ``CredentialError``; `CancellationError`.
  public func renewed(replacing old: AccessCredentials) async throws -> AccessCredentials {
    let credentials = try await take(mayKeep: false) { !$0.isSame(as: old) }
    guard !credentials.isSame(as: old) else {
      throw CredentialError.expired(held?.source ?? .environment)
    }
    return credentials
  }

  /// Looks everywhere, and says what was found where. What is held stays.
  ///
  /// - Throws: `CryptoError`; `CancellationError`.
  public func report() async throws -> CredentialReport { try await search().report }

  /// What is held when it is good, or what a search finds. One search at a time: one that asks a person
  /// for a code must not ask four times.
  ///
  /// - Parameters:
  ///   - mayKeep: Whether what is held will do, when there is nothing better and it has not ended: a
  ///     source that fails for a moment then does no harm.
  ///   - isGood: Whether what is held needs no search.
  /// - Returns: Credentials; what a search finds is not asked whether it is good.
  /// - Throws: ``CredentialError``; `CryptoError`; `CancellationError`.
  private func take(
    mayKeep: Bool, where isGood: (AccessCredentials) -> Bool
  ) async throws -> AccessCredentials {
    while isSearching { await withCheckedContinuation { waiting.append($0) } }
    if let held, isGood(held.credentials) { return held.credentials }
    isSearching = true
    defer {
      isSearching = false
      for waiter in waiting { waiter.resume() }
      waiting = []
    }
    do {
      let found = try await search()
      guard let credentials = found.credentials, let source = found.report.winner else {
        throw found.report.firstError ?? CredentialError.none(found.report)
      }
      held = (credentials, source)
      return credentials
    } catch {
      guard mayKeep, let held, !isEnding(held.credentials, within: 30),
        !(error is CancellationError)
      else { throw error }
      return held.credentials
    }
  }

  private func isEnding(_ credentials: AccessCredentials, within margin: Int64) -> Bool {
    guard let end = credentials.expiration else { return false }
    return end.unixSeconds - systemTime().unixSeconds <= margin
  }

  private func search() async throws -> (
    credentials: AccessCredentials?, report: CredentialReport
  ) {
    var report = CredentialReport()
    var credentials: AccessCredentials?
    for search in searches {
      guard credentials == nil, report.firstError == nil else {
        report.rows.append(.init(source: search.source, finding: .notAsked))
        continue
      }
      do {
        switch try await search.search() {
        case .absent(let reason):
          report.rows.append(.init(source: search.source, finding: .absent(reason)))
        case .found(let found) where isEnding(found, within: 0):
          report.rows.append(
            .init(source: search.source, finding: .broken(.expired(search.source))))
        case .found(let found):
          credentials = found
          report.rows.append(
            .init(
              source: search.source,
              finding: .won(
                keyEnding: String(found.accessKeyID.suffix(4)),
                isTemporary: found.hasSessionToken, expiration: found.expirationTime)))
        }
      } catch let error as CredentialError {
        report.rows.append(.init(source: search.source, finding: .broken(error)))
      }
    }
    return (credentials, report)
  }
}

extension CredentialReport {
  /// What is wrong with the source that was to decide.
  var firstError: CredentialError? {
    for row in rows {
      if case .broken(let error) = row.finding { return error }
    }
    return nil
  }
}
