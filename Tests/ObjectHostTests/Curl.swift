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
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [
        "curl", "-q", "--silent", "--noproxy", "*", "--path-as-is", "--dump-header",
        file("headers").path, "--output", file("body").path, "--write-out",
        "%{http_code} %{num_connects}",
      ] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file("input"))
    process.standardOutput = try FileHandle(forWritingTo: file("figures"))
    process.standardError = FileHandle.nullDevice
    let exitStatus = try await process.exitStatus()
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

extension Process {
  /// Runs to the end without holding a thread.
  fileprivate func exitStatus() async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try run() } catch {
        terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }
}
