import Foundation

/// Writes a line that shows at once, also when a long search is cut off.
func report(_ line: String) {
  try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))  // it is only a report
}
