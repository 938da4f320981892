import HTTPSyntax
import Synchronization
import Testing

@testable import Hosting

@Suite("Credentials over time")
struct CredentialChainTests {
  /// Hands out numbered credentials.
  final class Numbered: CredentialSearch {
    let source = CredentialSource.process
    let count = Counter()
    let fails = Mutex(false)

    func search() async throws -> CredentialSearchResult {
      let number = count.increment()
      await Task.yield()
      if fails.withLock({ $0 }) { throw CredentialError.commandFailed(.process, "broken") }
      return .found(
        try AccessCredentials(
          accessKeyID: "KEY\(number)", secret: "s", token: "t",
          expiration: SigningTime(unixSeconds: CredentialScene.time + 3600)))
    }
  }

  private func keys(
    _ body: @escaping @Sendable () async throws -> AccessCredentials
  ) async throws -> Set<String> {
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try await body().accessKeyID } }
      return try await group.reduce(into: []) { $0.insert($1) }
    }
  }

  @Test("they are kept until five minutes before their end, and asked for once at a time")
  func keeping() async throws {
    let now = Mutex(CredentialScene.time)
    let search = Numbered()
    let chain = CredentialChain(searches: [search]) {
      HTTPDate(unixSeconds: now.withLock { $0 })
    }
    #expect(try await keys { try await chain.current() } == ["KEY1"])
    now.withLock { $0 += 3299 }
    #expect(try await chain.current().accessKeyID == "KEY1")
    now.withLock { $0 += 1 }
    #expect(try await chain.current().accessKeyID == "KEY2")
    #expect(search.count.value == 2)
  }

  @Test("a source that fails does no harm while what is held is good")
  func failing() async throws {
    let now = Mutex(CredentialScene.time)
    let search = Numbered()
    let chain = CredentialChain(searches: [search]) {
      HTTPDate(unixSeconds: now.withLock { $0 })
    }
    let held = try await chain.current()
    search.fails.withLock { $0 = true }
    now.withLock { $0 += 3400 }
    #expect(try await chain.current().accessKeyID == "KEY1")
    let failure = CredentialError.commandFailed(.process, "broken")
    await #expect(throws: failure) { try await chain.renewed(replacing: held) }
    now.withLock { $0 += 190 }
    await #expect(throws: failure) { try await chain.current() }
  }

  @Test("expired ones are replaced once for all who complain")
  func renewing() async throws {
    let search = Numbered()
    let chain = CredentialChain(searches: [search]) {
      HTTPDate(unixSeconds: CredentialScene.time)
    }
    let first = try await chain.current()
    #expect(try await keys { try await chain.renewed(replacing: first) } == ["KEY2"])
    #expect(search.count.value == 2)
    let fixed = CredentialScene.chain(CredentialScene.amazon)
    let same = try await fixed.current()
    await #expect(throws: CredentialError.expired(.environment)) {
      try await fixed.renewed(replacing: same)
    }
  }

  @Test("no report or description shows a secret")
  func secretless() async throws {
    let settings = CredentialSettings(environment: CredentialScene.amazon)
    let chain = CredentialScene.chain(CredentialScene.amazon)
    var dumped = "\(settings)"
    dump(settings, to: &dumped)
    dump(try await chain.report(), to: &dumped)
    dump(try await chain.current(), to: &dumped)
    for secret in CredentialScene.amazon.values { #expect(!dumped.contains(secret)) }
  }
}
