import Diagnostics

/// How progress is shown.
public enum ProgressRendering: Equatable, Sendable {
  /// One line of a terminal that is drawn over; its width in columns.
  case bar(width: Int)
  /// A line now and then, for logs.
  case lines
  /// One JSON object to a line, for programs.
  case json

  /// How long to keep silent after showing something.
  public var interval: Duration {
    switch self {
    case .bar: .milliseconds(100)
    case .lines: .seconds(10)
    case .json: .seconds(1)
    }
  }

  /// The text for a snapshot, with its line break.
  public func text(for snapshot: ProgressSnapshot) -> String {
    switch self {
    case .bar(let width): bar(snapshot, width: width)
    case .lines: line(snapshot) + "\n"
    case .json: json(snapshot) + "\n"
    }
  }

  private func bar(_ snapshot: ProgressSnapshot, width: Int) -> String {
    let facts = facts(snapshot).joined(separator: "  ")
    let label = Excerpt(snapshot.label, limit: max(8, min(16, width / 4))).description
    // The last column stays free: some terminals wrap when it is written to.
    let room = width - 1 - label.count - facts.count - 4
    var line = "\(label)  \(facts)"
    if room >= 10 {
      let filled = Int(snapshot.fraction * Double(room - 2))
      let cells = String(repeating: "#", count: filled)
      let rest = String(repeating: "-", count: room - 2 - filled)
      line = "\(label)  [\(cells)\(rest)]  \(facts)"
    }
    return "\r" + String(line.prefix(max(0, width - 1))) + "\u{1B}[K"
      + (snapshot.isFinal ? "\n" : "")
  }

  private func line(_ snapshot: ProgressSnapshot) -> String {
    "\(Excerpt(snapshot.label)): " + facts(snapshot).joined(separator: ", ")
  }

  private func facts(_ snapshot: ProgressSnapshot) -> [String] {
    let progress = snapshot.progress
    var facts = [
      "\(Int(snapshot.fraction * 100)) %",
      "\(ByteText.size(progress.sentBytes)) of \(ByteText.size(progress.totalBytes))",
    ]
    if progress.totalParts > 1 {
      facts.append("part \(progress.doneParts) of \(progress.totalParts)")
    }
    if let rate = snapshot.rate {
      facts.append(ByteText.size(UInt64(max(0, min(rate, 1e18)))) + "/s")
    }
    if !snapshot.isFinal, let remaining = snapshot.remaining {
      facts.append(ByteText.time(remaining) + " left")
    }
    return facts
  }

  private func json(_ snapshot: ProgressSnapshot) -> String {
    let progress = snapshot.progress
    var fields = [
      "\"event\":\"\(snapshot.isFinal ? "done" : "progress")\"",
      "\"label\":\(ByteText.json(snapshot.label))",
      "\"sentBytes\":\(progress.sentBytes)", "\"totalBytes\":\(progress.totalBytes)",
      "\"doneParts\":\(progress.doneParts)", "\"totalParts\":\(progress.totalParts)",
    ]
    if let rate = snapshot.rate {
      fields.append("\"bytesPerSecond\":\(UInt64(max(0, min(rate, 1e18))))")
    }
    if !snapshot.isFinal, let remaining = snapshot.remaining {
      fields.append("\"secondsLeft\":\(remaining.components.seconds)")
    }
    return "{\(fields.joined(separator: ","))}"
  }
}

/// Numbers as people read them.
enum ByteText {
  /// Such as `4.84 GB`; powers of 1000, as disks and networks are sold.
  static func size(_ bytes: UInt64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    guard unit > 0 else { return "\(bytes) B" }
    let decimals = value < 9.995 ? 100.0 : value < 99.95 ? 10 : 1
    let rounded = (value * decimals).rounded() / decimals
    return (decimals == 1 ? "\(Int(rounded))" : "\(rounded)") + " \(units[unit])"
  }

  /// Such as `1 h 5 min`, `3 min 20 s`, `7 s`.
  static func time(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
    default: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
  }

  /// A string of JSON, in ASCII but for what prints (RFC 8259 §7).
  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{00}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
