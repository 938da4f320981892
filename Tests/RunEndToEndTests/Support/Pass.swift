import Foundation
import Steward

/// One time at which a run passes a failpoint.
struct Pass: Hashable, Sendable, CustomStringConvertible {
  let point: Failpoint
  let side: Failpoint.Side
  /// The how many-th time in its run.
  let number: Int

  /// As the program takes it in `STEWARD_FAILPOINT`.
  var description: String { "\(point.rawValue)/\(side.rawValue)#\(number)" }

  /// Reads what a run has passed, in its order.
  static func list(of trace: URL) throws -> [Pass] {
    guard FileManager.default.fileExists(atPath: trace.path) else { return [] }
    var counts: [Substring: Int] = [:]
    return try String(contentsOf: trace, encoding: .utf8).split(separator: "\n").compactMap {
      line in
      counts[line, default: 0] += 1
      let parts = line.split(separator: "/")
      guard parts.count == 2, let point = Failpoint(rawValue: String(parts[0])),
        let side = Failpoint.Side(rawValue: String(parts[1]))
      else { return nil }
      return Pass(point: point, side: side, number: counts[line, default: 0])
    }
  }
}

extension [Pass] {
  /// Whether a run that ends at the pass with this index has recorded everything that a person said.
  func hasAccepted(before index: Int) -> Bool {
    let last = lastIndex {
      $0.side == .after && ($0.point == .specAccepted || $0.point == .approvalRecorded)
    }
    return last.map { index >= $0 } ?? true
  }
}
