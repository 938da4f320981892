import Foundation

/// A session at a terminal: commands, and exactly what they print.
///
/// A line that begins with `$ ` is a command for `sh`; the lines below it are its standard output.
/// `[stderr]` begins its standard error, and `[status N]` ends both when the status is not 0.
/// A line that begins with `# ` says why.
struct Transcript {
  struct Step: Equatable {
    var command: String
    var output = ""
    var errorOutput = ""
    var status: Int32 = 0
  }

  var steps: [Step]

  /// Reads the form described above.
  init(_ text: String) {
    steps = []
    var isError = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# ") || (steps.isEmpty && !line.hasPrefix("$ ")) { continue }
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
        isError = false
      } else if line == "[stderr]" {
        isError = true
      } else if line.hasPrefix("[status "), let status = Int32(line.dropFirst(8).dropLast()) {
        steps[steps.count - 1].status = status
      } else if isError {
        steps[steps.count - 1].errorOutput += line + "\n"
      } else {
        steps[steps.count - 1].output += line + "\n"
      }
    }
    for index in steps.indices {
      steps[index].output = Self.trimmed(steps[index].output)
      steps[index].errorOutput = Self.trimmed(steps[index].errorOutput)
    }
  }

  /// Empty lines at the end separate steps and mean nothing.
  static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
