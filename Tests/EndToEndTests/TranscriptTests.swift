import FaultServer
import Foundation
import TestSupport
import Testing

@Suite("Transcripts of the built program")
struct TranscriptTests {
  private static let folder = Bundle.module.bundleURL.appending(path: "Transcripts")

  /// The files, so that a new one needs no change here.
  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test("print exactly what they show", arguments: names)
  func transcript(name: String) async throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let transcript = Transcript(text)
    guard ProcessInfo.processInfo.environment["STEWARD_RECORD"] == nil else {
      let steps = try await run(transcript) { _, _ in }
      try Data(Transcript.text(text, with: steps).utf8).write(to: Self.source(name))
      return
    }
    try await check(transcript)
  }

  @Test("the README shows what the program prints")
  func readme() async throws {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md").standardizedFileURL
    let blocks = try String(contentsOf: readme, encoding: .utf8)
      .components(separatedBy: "```console\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(!blocks.isEmpty)
    for block in blocks { try await check(Transcript(block)) }
  }

  @Test("there are transcripts")
  func some() { #expect(Self.names.count >= 2) }

  private func check(_ transcript: Transcript) async throws {
    #expect(!transcript.steps.isEmpty)
    _ = try await run(transcript) { run, step in #expect(run == step) }
  }

  /// Runs all steps in one directory, beside the nodes that the transcript names.
  private func run(
    _ transcript: Transcript, _ compare: (Transcript.Step, Transcript.Step) -> Void
  ) async throws -> [Transcript.Step] {
    try await withTemporaryDirectory { directory in
      try await withScriptedChains(transcript.nodes) { ports in
        var shell = Shell(directory: directory)
        for (name, port) in ports { shell.variables[name] = "http://127.0.0.1:\(port)" }
        var steps: [Transcript.Step] = []
        for step in transcript.steps {
          let run = try await shell.run(step.command).naming(ports)
          compare(run, step)
          steps.append(run)
        }
        return steps
      }
    }
  }

  private static func source(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts/\(name)")
  }
}

extension Transcript.Step {
  /// The same with the ports of nodes, which differ from run to run, by the names of their variables.
  fileprivate func naming(_ ports: [String: Int]) -> Transcript.Step {
    var step = self
    for (name, port) in ports {
      // As long as most ports, so that columns stay where they are.
      let text = name.padding(toLength: 5, withPad: "_", startingAt: 0)
      for path in [\Transcript.Step.output, \Transcript.Step.errorOutput] {
        step[keyPath: path] = step[keyPath: path]
          .replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(text)")
      }
    }
    return step
  }
}
