import Foundation

/// A session at a terminal: commands, and exactly what they print.
///
/// A line that begins with `$ ` is a command for `sh`; the lines below it are its standard output.
/// `[stderr]` begins its standard error, and `[status N]` ends both when the status is not 0.
/// A line that begins with `# ` says why; `# NODE: SCENARIO` lets a scripted chain run beside the steps,
/// whose URL is in the variable of that name and whose port shows as that name.
///
/// With `STEWARD_RECORD` set the tests write what the program prints into the files instead of comparing;
/// what changed is then for a person to read.
struct Transcript {
  struct Step: Equatable {
    var command: String
    var output = ""
    var errorOutput = ""
    var status: Int32 = 0
  }

  var steps: [Step]

  /// The scripted chains, by the variables that hold their URLs.
  var nodes: [String: String] = [:]

  /// Reads the form described above.
  init(_ text: String) {
    steps = []
    for match in text.matches(of: /(?m)^# (NODE[0-9]?): ([a-z]+)$/) {
      nodes[String(match.output.1)] = String(match.output.2)
    }
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

  /// The same file with what the steps printed now.
  static func text(_ text: String, with steps: [Step]) -> String {
    var lines: [String] = []
    var steps = steps[...]
    var isResult = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ "), let step = steps.popFirst() {
        lines += [String(line)] + step.resultLines + [""]
        isResult = true
      } else if !isResult || line.hasPrefix("# ") {
        isResult = false
        lines.append(String(line))
      }
    }
    return trimmed(lines.joined(separator: "\n")) + "\n"
  }

  /// Empty lines at the end separate steps and mean nothing.
  static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}

extension Transcript.Step {
  /// What follows the command in a file.
  fileprivate var resultLines: [String] {
    (output.isEmpty ? [] : [output]) + (errorOutput.isEmpty ? [] : ["[stderr]", errorOutput])
      + (status == 0 ? [] : ["[status \(status)]"])
  }
}
