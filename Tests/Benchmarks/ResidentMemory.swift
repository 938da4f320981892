import Foundation

/// The memory of this process that is in use, as the kernel counts it.
enum ResidentMemory {
  /// The most that there was since the process began, or since ``forgetPeak()``, in bytes.
  static func peak() throws -> Int { try value(of: "VmHWM:") }

  /// Makes what there is now the most that there was (proc(5), `clear_refs`).
  static func forgetPeak() throws {
    try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
      .write(contentsOf: Data("5".utf8))
  }

  private static func value(of name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix(name) {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count == 3, let kibibytes = Int(words[1]) { return kibibytes << 10 }
    }
    throw POSIXError(.ENODATA)
  }
}
