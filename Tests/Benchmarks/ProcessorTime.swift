import Foundation

/// The processor time of this process: what a busy neighbour takes does not count.
enum ProcessorTime {
  /// How long `body` keeps the processors busy, in milliseconds.
  static func measure(_ body: () throws -> Void) throws -> Double {
    let start = try milliseconds
    try body()
    return try milliseconds - start
  }

  private static var milliseconds: Double {
    get throws {
      var time = timespec()
      guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { throw POSIXError(.EINVAL) }
      return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
  }
}
