public import SomaCrypto
public import SomaTypes

/// Looks at an object through its public URL the way validators and scorers do.
///
/// What it finds wrong is in its report; it throws only when it was cancelled, or when the caller's
/// own bytes cannot be made.
public struct Probe: Sendable {
  /// Who must be able to reach the object.
  public enum Audience: Equatable, Sendable {
    /// Everyone on the internet.
    case everyone
    /// This machine or network, as for a local chain.
    case thisNetwork
  }

  /// The public URL.
  public let url: CanonicalURL

  /// Length of the object in bytes.
  public let size: UInt64

  /// Who must be able to reach it.
  public let audience: Audience

  /// How it is fetched.
  public let rules: FetchRules

  let fetcher: PartFetcher
  private let lookUp: @Sendable (String) async -> [NetworkAddress]

  /// Prepares a probe. Nothing is sent yet.
  ///
  /// - Parameters:
  ///   - url: The public URL.
  ///   - size: Length of the object in bytes.
  ///   - audience: Who must be able to reach it.
  ///   - transport: What requests are sent with.
  ///   - rules: How it is fetched.
  ///   - lookUp: Gives the addresses of a host.
  public init(
    of url: CanonicalURL, size: UInt64, for audience: Audience, transport: HTTPTransport,
    rules: FetchRules = FetchRules(),
    lookUp: @escaping @Sendable (String) async -> [NetworkAddress] = {
      await NetworkAddress.lookUp($0)
    }
  ) {
    self.url = url
    self.size = size
    self.audience = audience
    self.rules = rules
    self.lookUp = lookUp
    fetcher = PartFetcher(url: url, rules: rules, transport: transport)
  }

  /// Fetches all of the object and compares its checksum.
  ///
  /// Memory is that of ``FetchRules/parallel`` ranges, whatever the size.
  ///
  /// - Parameters:
  ///   - checksum: BLAKE2b-256 of what must be there.
  ///   - progress: Gets the number of bytes that came and were hashed.
  /// - Returns: What was found. The first failure ends the fetch.
  /// - Throws: `CancellationError`.
  public func whole(
    checksum: Bytes32, progress: @Sendable (UInt64) -> Void = { _ in }
  ) async throws -> ProbeReport {
    var record = ProbeRecord(size: size)
    await look(at: url, into: &record)
    var hasher = Blake2b256()
    var hashed: UInt64 = 0
    let count = rules.chunkCount(of: size)
    let isComplete =
      count == 0
      ? try await fetchPlain(into: &record) { hasher.update($0) }
      : try await fetch(0..<count, into: &record) { _, bytes in
        hasher.update(bytes)
        hashed += UInt64(bytes.count)
        progress(hashed)
      }
    if isComplete, hasher.finalize() != checksum { record.note(.otherChecksum) }
    return record.report(.whole, rules: rules)
  }

  /// Fetches the first, the last and some other ranges, and compares them.
  ///
  /// - Parameters:
  ///   - count: How many other ranges.
  ///   - randomness: What they are drawn from.
  ///   - expected: Makes the bytes that a range must have, as by sealing them again.
  /// - Returns: What was found: every range of these that changed, or the first failure of another
  ///   kind.
  /// - Throws: `CancellationError`; what `expected` throws.
  public func sampled(
    _ count: Int, randomness: some RandomNumberGenerator = SystemRandomNumberGenerator(),
    expected: (Range<UInt64>) async throws -> [UInt8]
  ) async throws -> ProbeReport {
    var record = ProbeRecord(size: size)
    await look(at: url, into: &record)
    try await askForSize(into: &record)
    let chunkCount = rules.chunkCount(of: size)
    if chunkCount == 0 {
      var found: [UInt8] = []
      if try await fetchPlain(into: &record, { found = $0 }), try await expected(0..<size) != found
      {
        record.note(.changed(0..<size))
      }
      return record.report(.sampled(ranges: 1), rules: rules)
    }
    var randomness = randomness
    var picked: Set<Int> = [0, chunkCount - 1]
    while picked.count - 2 < count, picked.count < chunkCount {
      picked.insert(Int.random(in: 0..<chunkCount, using: &randomness))
    }
    let samples = picked.sorted()
    var changed: [Range<UInt64>] = []
    _ = try await fetch(samples, into: &record) { range, bytes in
      if try await expected(range) != bytes { changed.append(range) }
    }
    for range in changed { record.note(.changed(range)) }
    return record.report(.sampled(ranges: samples.count), rules: rules)
  }

  /// What the URL itself gives away.
  private func look(at url: CanonicalURL, into record: inout ProbeRecord) async {
    if url.scheme != "https", audience == .everyone { record.note(.notEncrypted) }
    if url.hasCredentials { record.note(.holdsCredentials) }
    if let query = url.query, let parameter = PresignedQuery.parameter(in: query) {
      record.note(.expires(parameter: parameter))
    }
    guard audience == .everyone, let host = url.host else { return }
    if host == "r2.dev" || host.hasSuffix(".r2.dev") { record.note(.developmentHost(host)) }
    if let address = await lookUp(host).first(where: { !$0.isPublic }) {
      record.note(.privateAddress(host: host, address: address.description))
    }
  }

  /// Asks for the head. Validators do not, so only a wrong length counts.
  private func askForSize(into record: inout ProbeRecord) async throws {
    var request = fetcher.request(url, nil, 0)
    request.method = .head
    do {
      let head = try await fetcher.transport.send(request).head
      guard head.status == 200, let length = head.headers["Content-Length"].flatMap({ UInt64($0) }),
        length != size
      else { return }
      record.note(.otherSize(expected: size, found: length))
    } catch is TransferError {
      // The ranges will show it.
    }
  }

  private func fetchPlain(
    into record: inout ProbeRecord, _ use: ([UInt8]) -> Void
  ) async throws -> Bool {
    do {
      let part = try await fetcher.fetch(nil, length: size)
      await take(part, into: &record)
      use(part.bytes)
      return true
    } catch let failure as PartFetcher.Failure {
      record.note(await explained(failure.finding, nil))
      return false
    }
  }

  /// Fetches ranges several at a time and hands them on in order.
  ///
  /// - Returns: Whether all came.
  private func fetch(
    _ chunks: some RandomAccessCollection<Int>, into record: inout ProbeRecord,
    _ use: (Range<UInt64>, [UInt8]) async throws -> Void
  ) async throws -> Bool {
    do {
      return try await withThrowingTaskGroup(of: (Int, PartFetcher.Part).self) { group in
        var waiting: [Int: PartFetcher.Part] = [:]
        var started = 0
        for (index, chunk) in chunks.enumerated() {
          // Those that came early count too: they are in memory.
          while started < chunks.count, started - index < max(1, rules.parallel) {
            let number = started
            let range = range(chunks[chunks.index(chunks.startIndex, offsetBy: started)])
            group.addTask {
              (
                number,
                try await fetcher.fetch(
                  range, length: range.upperBound - range.lowerBound)
              )
            }
            started += 1
          }
          while waiting[index] == nil, let (number, part) = try await group.next() {
            waiting[number] = part
          }
          guard let part = waiting.removeValue(forKey: index) else { return false }
          await take(part, into: &record)
          try await use(range(chunk), part.bytes)
        }
        return true
      }
    } catch let failure as PartFetcher.Failure {
      record.note(await explained(failure.finding, chunks.first.map(range)))
      return false
    }
  }

  private func range(_ chunk: Int) -> Range<UInt64> { rules.chunk(chunk, of: size) }

  private func take(_ part: PartFetcher.Part, into record: inout ProbeRecord) async {
    if record.hops != part.hops {
      record.hops = part.hops
      for hop in part.hops { await look(at: hop, into: &record) }
      if let last = part.hops.last {
        record.note(
          .redirected(count: part.hops.count, to: URLText.redacted(last.text)))
      }
    }
    record.take(part)
  }

  /// Tells a host that refuses everyone from one that refuses the validators' name.
  private func explained(
    _ finding: ProbeFinding, _ range: Range<UInt64>?
  ) async -> ProbeFinding {
    let refusal: Int
    switch finding {
    case .forbidden(let status), .refused(let status), .page(_, let status): refusal = status
    default: return finding
    }
    var request = fetcher.request(url, range ?? 0..<1, 1)
    request.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)"
    request.headers["Range"] = "bytes=0-0"
    // A second opinion; without one the first stands.
    guard let head = try? await fetcher.transport.send(request, collecting: 1).head,
      head.status == 206
    else { return finding }
    return .userAgentBlocked(status: refusal)
  }
}
