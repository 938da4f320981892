/// How validators and scorers fetch weights, and so how a probe does.
///
/// Source: chain `blobs/src/downloader/mod.rs`, `blobs/src/engine.rs`, `types/src/parameters.rs`
/// (`HttpParameters`) and `authority/src/proxy_server.rs`; CHAIN.md 8.2.
public struct FetchRules: Equatable, Sendable {
  /// What they call themselves. A host that turns this name away turns them away.
  public var userAgent = "SOMA (Blob Client)"

  /// What is larger is fetched in ranges of this length, in bytes; what is not, by one plain `GET`.
  public var chunkSize: UInt64 = 5 << 20

  /// How long a connection may take.
  public var connectTimeout = Duration.seconds(5)

  /// How long any request may take at least.
  public var leastTimeout = Duration.seconds(30)

  /// How much longer a request may take for each byte that it asks for.
  public var timePerByte = Duration.nanoseconds(50)

  /// Pauses and number of the attempts for one request: the first and three more.
  public var retries: TransferRetryPolicy

  /// How many ranges are fetched at a time. Validators take up to 16, scorers 10.
  public var parallel = 8

  /// How many redirects a request follows.
  public var redirects = 10

  /// The rules of the network.
  public init() {
    retries = TransferRetryPolicy()
    retries.attempts = 4
    retries.base = .seconds(1)
    retries.longestWish = .seconds(30)
    retries.deadline = nil
  }

  /// How long a request for so many bytes may take.
  public func timeout(forBytes count: UInt64) -> Duration {
    max(leastTimeout, timePerByte * Int(clamping: count))
  }

  /// In how many ranges an object is fetched; 0 when in one piece without `Range`.
  func chunkCount(of size: UInt64) -> Int {
    guard size > chunkSize else { return 0 }
    return Int(clamping: (size - 1) / chunkSize + 1)
  }

  /// A range of an object, counted from 0; `index` is below ``chunkCount(of:)``.
  func chunk(_ index: Int, of size: UInt64) -> Range<UInt64> {
    let start = UInt64(index) * chunkSize
    return start..<start + min(chunkSize, size - start)
  }
}
