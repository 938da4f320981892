import Diagnostics
import SystemPackage

/// The only place that prints: results to standard output, everything else to standard error.
enum Terminal {
  /// Prints a result and a newline.
  ///
  /// - Throws: A `Diagnostic` when it cannot be written: a result that is lost is no success.
  static func writeResult(_ text: String) throws {
    do { _ = try FileDescriptor.standardOutput.writeAll((text + "\n").utf8) } catch {
      // Whoever closed the pipe has read enough.
      guard error as? Errno != .brokenPipe else { return }
      throw Diagnostic(
        code: "output.unwritable", summary: "The result cannot be written",
        detail: "The system says of standard output: \((error as? Errno)?.description ?? "?").",
        remedies: ["Free disk space or redirect the output elsewhere, then run again."])
    }
  }

  /// Prints something that a person should know, and that is no failure.
  static func writeWarning(_ diagnostic: Diagnostic) {
    writeMessage(render(diagnostic, as: "warning"))
  }

  /// Prints a problem.
  static func write(_ diagnostic: Diagnostic) { writeMessage(render(diagnostic)) }

  /// Prints a message to standard error. If that fails there is nobody left to tell.
  static func writeMessage(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll((SafeText.redacted(text) + "\n").utf8)
  }

  /// A problem as a person reads it: what, where, the facts, and what to type next.
  static func render(_ diagnostic: Diagnostic, as level: String = "error") -> String {
    let place = diagnostic.place.map { SafeText.escaped($0.description) + ": " } ?? ""
    var lines = ["\(place)\(level): \(diagnostic.summary) [\(diagnostic.code)]"]
    lines += SafeText.escaped(diagnostic.detail, keepingLineBreaks: true)
      .split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    lines += diagnostic.remedies.map { "hint: " + SafeText.escaped($0, keepingLineBreaks: true) }
    return lines.joined(separator: "\n")
  }
}
