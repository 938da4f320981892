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
    try await check(Transcript(text))
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
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      #expect(!transcript.steps.isEmpty)
      for step in transcript.steps {
        let run = try shell.run(step.command)
        #expect(run == step)
      }
    }
  }
}
