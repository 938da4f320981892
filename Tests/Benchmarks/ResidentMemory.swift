import Foundation

/// The memory of a process that is in use, as the kernel counts it.
enum ResidentMemory {
  /// The most that this process had since it began, or since ``forgetPeak()``, in bytes.
  static func peak() throws -> Int { try value(of: "VmHWM:", process: "self") }

  /// What a process has now, in bytes.
  static func current(of process: Int32) throws -> Int {
    try value(of: "VmRSS:", process: "\(process)")
  }

  /// Makes what there is now the most that there was (proc(5), `clear_refs`).
  static func forgetPeak() throws {
    try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
      .write(contentsOf: Data("5".utf8))
  }

  private static func value(of name: String, process: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix(name) {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count == 3, let kibibytes = Int(words[1]) { return kibibytes << 10 }
    }
    throw POSIXError(.ENODATA)
  }
}
