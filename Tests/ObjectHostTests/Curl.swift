import CLinux
import Foundation
import TestSupport

/// One answer, as the real curl got it.
struct CurlReply {
  /// curl's exit status: 0 when the answer was whole.
  let exitStatus: Int32
  /// The status of the last answer; 0 when there was none.
  let status: Int
  /// The headers of the last answer, names in lower case.
  let headers: [String: String]
  let body: [UInt8]
  /// Where the last answer came from, and how many connections were made.
  let connections: Int

  var text: String { String(decoding: body, as: UTF8.self) }
}

/// Runs curl, with a path given as it is and without the configuration of whoever runs the tests.
func curl(_ arguments: String..., input: [UInt8] = []) async throws -> CurlReply {
  try await curl(arguments, input: input)
}

/// Runs curl. `-T -` sends `input`.
func curl(_ arguments: [String], input: [UInt8] = []) async throws -> CurlReply {
  try await withTemporaryDirectory { directory in
    func file(_ name: String) -> URL { directory.appending(path: name) }
    try Data(input).write(to: file("input"))
    for name in ["headers", "body", "figures"] { try Data().write(to: file(name)) }
    let exitStatus = try await run(
      [
        "curl", "-q", "--silent", "--noproxy", "*", "--path-as-is", "--dump-header",
        file("headers").path, "--output", file("body").path, "--write-out",
        "%{http_code} %{num_connects}",
      ] + arguments, input: file("input").path, output: file("figures").path)
    let figures = try String(contentsOf: file("figures"), encoding: .utf8).split(separator: " ")
    return CurlReply(
      exitStatus: exitStatus, status: Int(figures.first ?? "") ?? 0,
      headers: lastHeaders(try String(contentsOf: file("headers"), encoding: .isoLatin1)),
      body: Array(try Data(contentsOf: file("body"))),
      connections: Int(figures.last ?? "") ?? 0)
  }
}

private func lastHeaders(_ text: String) -> [String: String] {
  let blocks = text.replacing("\r\n", with: "\n").split(separator: "\n\n")
  var headers: [String: String] = [:]
  for line in (blocks.last ?? "").split(separator: "\n").dropFirst() {
    let parts = line.split(separator: ":", maxSplits: 1)
    headers[parts[0].lowercased()] = parts.dropFirst().joined().trimmingCharacters(
      in: .whitespaces)
  }
  return headers
}

/// Runs a program and waits for its end without holding up a task. `Process` is not used because it
/// crashes when many tests start programs at once.
private func run(_ arguments: [String], input: String, output: String) async throws -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
  // A copy of a host's socket would keep it open.
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
  let words = arguments.map { strdup($0) }
  defer { for word in words { free(word) } }
  var child = pid_t()
  let status = posix_spawnp(&child, arguments[0], &actions, nil, words + [nil], environ)
  guard status == 0 else { throw SpawnError(code: status) }
  return await onThread { [child] in
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    // WIFEXITED and WEXITSTATUS of <sys/wait.h>; a signal shows as its number below 0.
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : -signal
  }
}

/// Why a program did not start: its `errno`.
private struct SpawnError: Error {
  let code: Int32
}
