import HTTPSyntax
import SomaCrypto
import TestSupport

@testable import Hosting

/// Credentials that never end, or that are renewed when a test says so.
final class FixedCredentials: CredentialProvider {
  let keys: [String]
  let position = Counter()

  init(_ keys: [String] = ["AKIDFIRST"]) { self.keys = keys }

  func current() throws -> AccessCredentials { try Self.make(keys[position.value]) }

  func renewed(replacing old: AccessCredentials) throws -> AccessCredentials {
    guard position.value + 1 < keys.count else { throw CredentialError.expired(.environment) }
    if try Self.make(keys[position.value]).isSame(as: old) { position.increment() }
    return try current()
  }

  static func make(_ key: String) throws -> AccessCredentials {
    try AccessCredentials(accessKeyID: key, secret: "secret-of-\(key)", token: nil)
  }
}

/// The parts of an upload to a ``FakeS3``, small enough to be quick.
struct Bench {
  static let name = ObjectName("0a1b2c3d-00112233445566778899aabbccddeeff")
  static let partSize: UInt64 = 1 << 12

  let service: FakeS3
  let journal: MemoryJournal
  var credentials = FixedCredentials()
  /// Our clock, in seconds since 1970; the service's is at 1 800 000 000.
  var time: Int64 = 1_800_000_000
  var createsOnlyOnComplete = true
  var parallelParts = 3
  var attempts = 4

  init(_ service: FakeS3 = FakeS3(), journal: MemoryJournal = MemoryJournal()) {
    self.service = service
    self.journal = journal
  }

  /// A client of the service.
  func client(transport: (any RequestSending)? = nil) throws -> S3Client {
    let profile = S3Profile(
      name: "test", usesVirtualHost: false, defaultRegion: "here", createsOnlyOnPut: true,
      createsOnlyOnComplete: createsOnlyOnComplete, sendsChecksum: false, hasPublicAddress: true,
      leastPart: 1 << 12, partGranule: 1 << 12)
    let location = try S3Location(
      bucket: service.bucket, endpoint: "https://s3.test", prefix: "models", profile: profile)
    let time = time
    return try S3Client(
      location: location, credentials: credentials, transport: transport ?? service,
      clock: ServerClock { HTTPDate(unixSeconds: time) })
  }

  /// A host that goes through given stand-ins.
  func host(
    transport: (any RequestSending)? = nil, journal: (any UploadJournal)? = nil
  ) throws -> S3Host {
    let client = try client(transport: transport)
    var options = S3Host.Options()
    options.partSize = Self.partSize
    options.parallelParts = parallelParts
    var policy = TransferRetryPolicy()
    policy.attempts = attempts
    return try S3Host(
      client.location, client: client, journal: journal ?? self.journal, options: options,
      retry: S3Retry(policy: policy, clock: SkippingClock()), longestSingle: Self.partSize)
  }

  /// An object of so many bytes, and its bytes.
  static func upload(size: Int, seed: UInt8 = 7) throws -> (ObjectUpload, [UInt8]) {
    var bytes: [UInt8] = []
    // Pieces that differ, so that none can stand for another.
    for number in 0..<(size / 256 + 1) {
      bytes += repeatElement(
        seed &+ UInt8(truncatingIfNeeded: number &* 37 &+ number >> 8), count: 256)
    }
    bytes.removeLast(bytes.count - size)
    guard let name else { throw ParsedRequest.Unexpected(url: "name") }
    return (ObjectUpload(name: name, bytes: bytes), bytes)
  }

  /// The key of what ``upload(size:)`` makes.
  static var key: String { "models/" + (name?.text ?? "") }
}
