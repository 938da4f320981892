public import Diagnostics
import Glibc

extension HostError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .unsupported(let operation, let host):
      diagnostic(
        "unsupported", "A host cannot do this",
        "\(host) has no way to \(operation.rawValue) objects.",
        "Do it with the host's own tools, or use a host of kind `s3` or `directory`.")
    case .refused(let status, let request, let words):
      diagnostic(
        "refused", "A host refused a request",
        "\(request) answered with status \(status)" + (words.map { ": \($0)." } ?? "."),
        Self.remedy(status: status))
    case .redirected(let status, let request, let target):
      diagnostic(
        "redirected", "A host sends uploads elsewhere",
        "\(request) answered with status \(status)"
          + (target.map { " and leads to \($0)." } ?? "."),
        "Redirects are not followed, because credentials would go along. Use the URL that it"
          + " leads to.")
    case .otherSize(let name, let expected, let found):
      diagnostic(
        "otherSize", "A host keeps something else than was uploaded",
        "\(name) has \(found.map { "\($0)" } ?? "an unknown number of") bytes there, and"
          + " \(expected) here.",
        "Look for a limit on the size of uploads in front of the host; then upload again, replacing"
          + " what is there.")
    case .notServed(let name, let url):
      diagnostic(
        "notServed", "An upload does not appear in public",
        "The command for \(name) ended with status 0, and nothing is at \(url).",
        "Check that the command uploads under the name in `STEWARD_OBJECT_NAME`, and that"
          + " `publicBaseURL` is where that can be fetched:\n    curl -I \(url)")
    case .closedInput(let command, let unread):
      diagnostic(
        "closedInput", "A command did not read the whole object",
        "\(command) ended with status 0 when \(unread) bytes were unread.",
        "Let the command read its standard input to the end, and fail when it cannot.")
    case .sourceChanged(let name):
      diagnostic(
        "sourceChanged", "An object is not what was to be uploaded",
        "The bytes of \(name) have another digest than was announced. They did not get the name.",
        "Run again. If it happens again, the disk or the memory is failing: check both.")
    case .noSpace(let path):
      diagnostic(
        "noSpace", "There is no room for an object", "\(path) does not fit.",
        "Free some space or raise the quota, and run again: it goes on where it stopped.\n"
          + "    df -h \(path)")
    case .notWritable(let path, let errno):
      diagnostic(
        "notWritable", "A directory that is a host cannot be written to",
        "\(path): \(Self.text(errno)).",
        "Run as the user who owns it, or mount it for writing:\n    namei -l \(path)")
    case .noDirectory(let path, let errno):
      diagnostic(
        "noDirectory", "The directory of a host cannot be opened",
        "\(path): \(Self.text(errno)).",
        "Make the directory, or mount what it is on:\n"
          + "    mkdir -p \(path)")
    case .notAFile(let path):
      diagnostic(
        "notAFile", "Something else than a plain file has an object's name",
        "\(path) is a link, a directory or a file with two names. It was left alone.",
        "Look at who made it, and remove it:\n    ls -l \(path)")
    case .busy(let path):
      diagnostic(
        "busy", "Another upload of the same object is under way", "\(path) is locked.",
        "Wait for the other run.")
    case .system(let call, let path, let errno):
      diagnostic(
        "system", "A file system failed", "\(call) on \(path): \(Self.text(errno)).",
        "Look at the kernel's messages, and run again:\n    dmesg | tail")
    case .badAnswer(let command, let problem):
      diagnostic(
        "badAnswer", "What a command printed cannot be used", "\(command): \(problem.text)",
        "Run the command by hand with the same `STEWARD_` variables. It must print URLs or header"
          + " fields alone, one to a line, and everything else to standard error.")
    }
  }

  private static func remedy(status: Int) -> String {
    switch status {
    case 401, 403:
      "Check the credentials, and that they may write there. A signed link may have ended."
    case 404, 405, 501: "Check the base URL: nothing there takes uploads with PUT."
    case 409: "Make the directory on the server, or let it be made with `makeCollections: true`."
    case 413: "Raise the server's limit on uploads; with nginx that is `client_max_body_size`."
    case 507: "Free space on the server."
    case 408, 425, 429, 500...599: "Run again later: what was finished is not repeated."
    default: "Look at the server's log."
    }
  }

  private static func text(_ errno: Int32) -> String {
    // glibc 2.32 and later keep one buffer for each thread (strerror(3)).
    String(cString: strerror(errno))
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "host.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}

extension CommandAnswerProblem {
  fileprivate var text: String {
    switch self {
    case .empty: "It printed nothing."
    case .notText: "It printed what is no UTF-8 text."
    case .lineCount(let count): "It printed \(count) lines, where one is needed."
    case .notURL(let line): "Line \(line) is no `http` or `https` URL."
    case .notHeader(let line): "Line \(line) is no header field, `Name: value`."
    }
  }
}
