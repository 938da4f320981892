import ArgumentParser

/// How bytes are moved to a host.
struct TransferOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Length of the parts of an upload to a bucket. Default: 16, more for very large objects.",
      valueName: "mib"))
  var partSizeMib: UInt64?

  @Option(help: "How many parts are sent at once, each held in memory. Default: 4.")
  var parallel: Int?

  @Option(
    help: ArgumentHelp(
      "Most kilobytes a second that each part is sent with.", valueName: "kb"))
  var limitRate: UInt64?

  func validate() throws {
    guard (1...64).contains(parallel ?? 1) else {
      throw ValidationError("--parallel is from 1 to 64.")
    }
    guard (5...5120).contains(partSizeMib ?? 5) else {
      throw ValidationError("--part-size-mib is from 5 to 5120.")
    }
    guard (1...10_000_000).contains(limitRate ?? 1) else {
      throw ValidationError("--limit-rate is from 1 to 10000000 kilobytes a second.")
    }
  }

  /// In bytes.
  var partSize: UInt64? { partSizeMib.map { $0 << 20 } }

  /// In bytes a second.
  var sendRate: UInt64? { limitRate.map { $0 * 1000 } }
}
