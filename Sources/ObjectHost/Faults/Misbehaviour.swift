/// The faults that one request meets, at most one of a kind.
struct Misbehaviour: Sendable {
  /// What the client gets instead of what it asked for.
  enum Instead: Equatable, Sendable {
    case refusal(status: Int, retryAfterSeconds: UInt32?)
    case redirect(to: String, status: Int)
  }

  /// How a body ends early.
  struct Cut: Sendable {
    let after: UInt64
    /// Whom to wait for before the connection is closed, if for anyone.
    let stall: Release?
  }

  private(set) var instead: Instead?
  private(set) var stall: Release?
  private(set) var cut: Cut?
  private(set) var header: (name: String, value: String)?
  private(set) var changedByte: UInt64?
  private(set) var ignoresRange = false
  private(set) var losesReply = false
  private(set) var clockSkewSeconds: Int64 = 0
  private(set) var bytesPerSecond: UInt64?

  /// Takes a fault in.
  ///
  /// - Returns: `false` when there is one of its kind already, so that it waits for another request.
  mutating func add(_ fault: Fault, _ release: Release) -> Bool {
    switch fault {
    case .refuses(let status, let seconds):
      guard instead == nil else { return false }
      instead = .refusal(status: status, retryAfterSeconds: seconds)
    case .redirects(let location, let status):
      guard instead == nil else { return false }
      instead = .redirect(to: location, status: status)
    case .stalls:
      guard stall == nil else { return false }
      stall = release
    case .truncatesBody(let count):
      guard cut == nil else { return false }
      cut = Cut(after: count, stall: nil)
    case .stallsBody(let count):
      guard cut == nil else { return false }
      cut = Cut(after: count, stall: release)
    case .addsHeader(let name, let value):
      guard header == nil else { return false }
      header = (name, value)
    case .changesByte(let offset):
      guard changedByte == nil else { return false }
      changedByte = offset
    case .ignoresRange:
      guard !ignoresRange else { return false }
      ignoresRange = true
    case .losesReply:
      guard !losesReply else { return false }
      losesReply = true
    case .skewsClock(let seconds):
      guard clockSkewSeconds == 0 else { return false }
      clockSkewSeconds = seconds
    case .slowsBody(let pace):
      guard bytesPerSecond == nil else { return false }
      bytesPerSecond = max(1, pace)
    }
    return true
  }
}
