import Diagnostics
import Foundation

/// The only place that prints: results to standard output, everything else to standard error.
enum Terminal {
  /// Prints a result and a newline.
  static func writeResult(_ text: String) { write(text + "\n", to: .standardOutput) }

  /// Prints something that a person should know, and that is not the result.
  static func writeWarning(_ diagnostic: Diagnostic) {
    write(render(diagnostic, as: "warning") + "\n", to: .standardError)
  }

  /// Prints a problem.
  static func write(_ diagnostic: Diagnostic) {
    write(render(diagnostic) + "\n", to: .standardError)
  }

  /// A problem as a person reads it: what, where, the facts, and what to type next.
  static func render(_ diagnostic: Diagnostic, as level: String = "error") -> String {
    let place = diagnostic.place.map { "\($0): " } ?? ""
    var lines = ["\(place)\(level): \(diagnostic.summary) [\(diagnostic.code)]"]
    lines += diagnostic.detail.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)" }
    lines += diagnostic.remedies.map { "hint: \($0)" }
    return lines.joined(separator: "\n")
  }

  /// A closed pipe ends the output, not the program: nothing is left to tell anyone.
  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
