import SwiftProtobuf

extension UInt64 {
  /// Milliseconds since 1970 in UTC; what is finer is dropped, as nodes do.
  ///
  /// - Throws: ``WireError/Reason/outOfRange`` for times before 1970, for those that do not fit,
  ///   and when `nanos` is not a part of a second.
  init(milliseconds timestamp: Google_Protobuf_Timestamp) throws(WireError) {
    guard let seconds = UInt64(exactly: timestamp.seconds),
      let nanoseconds = UInt64(exactly: timestamp.nanos), nanoseconds < 1_000_000_000
    else { throw WireError(.outOfRange) }
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, carry) = milliseconds.addingReportingOverflow(nanoseconds / 1_000_000)
    guard !overflow, !carry else { throw WireError(.outOfRange) }
    self = sum
  }
}

extension Google_Protobuf_Timestamp {
  /// Any number of milliseconds since 1970 in UTC.
  init(milliseconds: UInt64) {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    self.init(seconds: Int64(seconds), nanos: Int32(rest) * 1_000_000)
  }
}
