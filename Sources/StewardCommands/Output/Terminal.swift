import Diagnostics
import SystemPackage

/// The only place that prints: results to standard output, everything else to standard error.
enum Terminal {
  /// Prints a result and a newline.
  ///
  /// - Returns: Whether anybody still reads.
  /// - Throws: A `Diagnostic` when it cannot be written: a result that is lost is no success.
  @discardableResult
  static func writeResult(_ text: String) throws -> Bool {
    do {
      _ = try FileDescriptor.standardOutput.writeAll((text + "\n").utf8)
      return true
    } catch {
      // Whoever closed the pipe has read enough.
      guard error as? Errno != .brokenPipe else { return false }
      throw Diagnostic(
        code: "output.unwritable", summary: "The result cannot be written",
        detail: "The system says of standard output: \((error as? Errno)?.description ?? "?").",
        remedies: ["Free disk space or redirect the output elsewhere."])
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
    lines += (diagnostic.source?.lines(number: diagnostic.place?.line) ?? []).map {
      "  " + SafeText.escaped($0)
    }
    lines += SafeText.escaped(diagnostic.detail, keepingLineBreaks: true)
      .split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    lines += diagnostic.remedies.map { "hint: " + SafeText.escaped($0, keepingLineBreaks: true) }
    return lines.joined(separator: "\n")
  }
}
