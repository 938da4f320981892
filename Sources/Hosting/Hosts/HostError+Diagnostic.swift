public import Diagnostics
import Glibc

extension HostError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic { answerDiagnostic ?? fileDiagnostic }

  private var answerDiagnostic: Diagnostic? {
    switch self {
    case .unsupported(let operation, let host):
      explain(
        "unsupported", "A host cannot do this",
        "\(host) cannot \(operation.rawValue) objects.",
        ["Do it by hand, or use a host of another kind."])
    case .refused(let status, let request, let words):
      explain(
        "refused", "A host refuses a request",
        "\(request) answers HTTP \(status)" + (words.map { ": \($0)" } ?? "") + ".",
        ["Check what the server lets this user do:\n    steward host doctor"])
    case .redirected(let status, let request, let target):
      explain(
        "redirected", "A host sends an upload elsewhere",
        "\(request) answers HTTP \(status)" + (target.map { " and names \($0)" } ?? "") + ".",
        ["Declare the URL that takes uploads itself."])
    case .otherSize(let name, let expected, let found):
      explain(
        "otherSize", "An uploaded object has another length",
        "\(name) has \(found.map(String.init) ?? "?") bytes; \(expected) were sent.",
        ["Run again. If it stays so, something between here and the host changes bodies."])
    case .notServed(let name, let url):
      explain(
        "notServed", "An uploaded object does not appear",
        "The command said that \(name) is uploaded, and nothing is at \(url).",
        ["Check that the command puts it where the public base URL looks."])
    case .closedInput(let command, let count):
      explain(
        "closedInput", "An uploading command did not read the whole object",
        "\(command) ended with success and left \(count) bytes unread.",
        ["Let it read its standard input to the end, and fail when it cannot."])
    case .badAnswer(let command, let problem):
      explain(
        "badAnswer", "A command printed what cannot be used", "\(command): \(problem.words).",
        ["Run it by hand and look at what it prints."])
    case .sourceChanged(let name):
      explain(
        "sourceChanged", "The bytes to upload changed meanwhile",
        "What was read for \(name) is not what was digested before.",
        ["Wait until nothing writes to the file, and run again."])
    case .noSpace, .notWritable, .noDirectory, .notAFile, .busy, .system: nil
    }
  }

  private var fileDiagnostic: Diagnostic {
    switch self {
    case .noSpace(let path):
      explain(
        "noSpace", "There is no room for an object", "The disk or quota of \(path) is full.",
        ["Make room, for example with\n    steward host gc", "Run again: it goes on from there."])
    case .notWritable(let path, let code):
      explain(
        "notWritable", "A directory cannot be written to", "\(path): \(Self.words(code)).",
        ["Give this user the right to write there."])
    case .noDirectory(let path, let code):
      explain(
        "noDirectory", "A directory is missing", "\(path): \(Self.words(code)).",
        ["Make the directory, or check that its disk is mounted."])
    case .notAFile(let path):
      explain(
        "notAFile", "Something else has the name of an object",
        "\(path) is no plain file of ours.", ["Look what it is, and remove it."])
    case .busy(let path):
      explain(
        "busy", "Another upload of the same object is under way", path,
        ["Wait for it, or end it, and run again."])
    case .system(let call, let path, let code):
      explain(
        "system", "The system refused a call", "\(call) of \(path): \(Self.words(code)).",
        ["Check the disk and the rights to it."])
    default: explain("failed", "A host failed", "\(self)", [])
    }
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  private func explain(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "host.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}

extension CommandAnswerProblem {
  /// The problem in a few words.
  fileprivate var words: String {
    switch self {
    case .empty: "it printed nothing"
    case .notText: "it printed no UTF-8 text"
    case .lineCount(let count): "it printed \(count) lines"
    case .notURL(let line): "line \(line) is no http or https URL"
    case .notHeader(let line): "line \(line) is no header field"
    }
  }
}
