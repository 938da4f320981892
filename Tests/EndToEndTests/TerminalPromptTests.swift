import Foundation
import TestSupport
import Testing

@Suite("Questions on a terminal")
struct TerminalPromptTests {
  /// Runs a command as the leader of a terminal and answers what it asks; prints all that it showed.
  private static let conversation = #"""
    import fcntl, os, pty, re, select, sys, termios
    answers = [tuple(a.split("=>", 1)) for a in sys.argv[2:]]
    controller, terminal = pty.openpty()
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        for number in range(3): os.dup2(terminal, number)
        os.execvp("/bin/sh", ["/bin/sh", "-c", "exec " + sys.argv[1]])
    shown, seen = "", 0
    def until(text):
        global shown, seen
        while text not in shown[seen:]:
            if not select.select([controller], [], [], 60)[0]: sys.exit("nothing came: " + shown)
            shown += os.read(controller, 4096).decode(errors="replace")
        seen = shown.index(text, seen) + len(text)
    for question, answer in answers:
        until(question)
        if question == "Word ": until(": ")
        if answer == "right":
            asked = int(re.findall(r"Word (\d+)", shown)[-1])
            lines = re.findall(r"^  [1-6]  ([a-z ]+?) +[A-Z2-9]{2}\r?$", shown, re.M)
            answer = " ".join(lines).split()[asked - 1]
        if answer.startswith("^") and termios.tcgetattr(terminal)[3] & termios.ECHO: sys.exit("it shows")
        if answer.startswith("^"): os.kill(child, int(answer[1:]))
        else: os.write(controller, (answer.replace("|", "\n") + "\n").encode())
    _, status = os.waitpid(child, 0)
    while select.select([controller], [], [], 0)[0]:
        got = os.read(controller, 4096)
        if not got: break
        shown += got.decode(errors="replace")
    print(shown.replace("\r", ""))
    print("echo", bool(termios.tcgetattr(terminal)[3] & termios.ECHO))
    print("ended", os.waitstatus_to_exitcode(status))
    """#

  private func talk(
    _ directory: URL, _ command: String, _ answers: [String]
  ) async throws -> Transcript.Step {
    let script = directory.appending(path: "talk.py")
    try Data(Self.conversation.utf8).write(to: script)
    let quoted = ([command] + answers).map { "'\($0)'" }.joined(separator: " ")
    return try await Shell(directory: directory).run("python3 talk.py \(quoted)")
  }

  @Test(
    "a signal at a question that does not show leaves a terminal that shows", arguments: [1, 2, 15])
  func signals(number: Int) async throws {
    try await withTemporaryDirectory { directory in
      let step = try await talk(
        directory, "steward keys create --keyring k", ["New passphrase: =>^\(number)"])
      #expect(step.output.contains("echo True\nended -\(number)"), "\(step)")
    }
  }

  @Test("the numbered lines of a page are all read, and none of them shows")
  func page() async throws {
    try await withTemporaryDirectory { directory in
      let four = "abandon abandon abandon abandon"
      let lines = [
        "1 \(four) S8", "2 \(four) GJ", "3 \(four) 7V", "4 \(four) kj", "5 \(four) 6J",
        "6 abandon abandon abandon art WH",
      ].joined(separator: "|")
      let step = try await talk(
        directory, "steward keys import --keyring k --keyring-plain --master-id 7be683cd",
        ["the page: =>\(lines)"])
      #expect(step.output.contains("ended 0"), "\(step)")
      #expect(!step.output.contains("abandon"))
    }
  }

  @Test("a slip at a confirmation word is asked for again; too many make the page void")
  func confirmation() async throws {
    try await withTemporaryDirectory { directory in
      let command = "steward keys create --keyring-plain --keyring"
      let written = "are asked for: =>"
      let right = try await talk(
        directory, "\(command) k",
        [written, "Word =>wrong"] + Array(repeating: "Word =>right", count: 3))
      #expect(right.output.contains("ended 0"), "\(right)")
      let wrong = try await talk(
        directory, "\(command) k2", [written] + Array(repeating: "Word =>wrong", count: 4))
      #expect(wrong.output.contains("[keys.voidWords]"), "\(wrong)")
      #expect(wrong.output.contains("ended 5"))
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "k2").path))
    }
  }

  @Test("init asks for what no option says, and for the passphrase of cron, once")
  func begin() async throws {
    try await withTemporaryDirectory { directory in
      let step = try await talk(
        directory, "steward init models --keyring models/ring",
        [
          "URL: =>testnet", "[my-first-model]: =>", "(safetensors): =>w.safetensors",
          "of the embedding: =>e.json", "such as 10%: =>7%", "(S3_*, AWS_*): =>",
          "New passphrase: =>^2",
        ])
      #expect(step.output.contains("echo True"), "\(step)")
      #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "models").path))
      let whole = try await talk(
        directory, "steward init models --keyring models/ring",
        [
          "URL: =>testnet", "[my-first-model]: =>", "(safetensors): =>w.safetensors",
          "of the embedding: =>e.json", "such as 10%: =>7%", "(S3_*, AWS_*): =>",
          "New passphrase: =>correct horse battery", "The same again: =>correct horse battery",
          "file:PATH: =>file:models-pass", "are asked for: =>",
        ] + Array(repeating: "Word =>right", count: 3))
      #expect(whole.output.contains("ended 0"), "\(whole)")
      #expect(!whole.output.contains("correct horse"))
      let check = try await Shell(directory: directory).run(
        "steward validate models && steward keys list --keyring models/ring")
      #expect(check.status == 0, "\(check)")
    }
  }
}
