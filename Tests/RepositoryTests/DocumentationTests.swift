import Foundation
import Testing

@Suite("Documentation")
struct DocumentationTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Without line breaks and indents, which differ between a page and a test.
  private func squeezed(_ text: some StringProtocol) -> String {
    String(text.filter { !$0.isWhitespace })
  }

  @Test("the example of architecture.md is the one that a test runs")
  func example() throws {
    let page = try text("docs/architecture.md")
    let block = try #require(page.firstRange(of: "```swift\n"))
    let rest = page[block.upperBound...]
    let shown = rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound]
    let test = try text("Tests/SomaTypesTests/SigningExampleTests.swift")
    let begin = try #require(test.firstRange(of: "// example begins"))
    let end = try #require(test.firstRange(of: "// example ends"))
    #expect(squeezed(shown) == squeezed(test[begin.upperBound..<end.lowerBound]))
    #expect(shown.split(separator: "\n").count == 10)
  }

  @Test(
    "links between pages lead somewhere",
    arguments: ["README.md", "docs/architecture.md", "docs/seed.md"])
  func links(page: String) throws {
    let folder = root.appending(path: page).deletingLastPathComponent()
    for match in try text(page).matches(of: /\]\((?<target>[^)#:]+)\)/) {
      let target = folder.appending(path: String(match.output.target)).path
      #expect(FileManager.default.fileExists(atPath: target), "\(match.output.target)")
    }
  }

  @Test("docs/seed.md names transcripts that show its commands")
  func seed() throws {
    var shown = 0
    for line in try text("docs/seed.md").split(separator: "\n") {
      let cells = line.split(separator: "|").map { $0.split(separator: "`").map(String.init) }
      guard let transcript = cells.last?.dropFirst().first, transcript.hasSuffix(".txt") else {
        continue
      }
      let session = try text("Tests/EndToEndTests/Transcripts/\(transcript)")
      // The command is in the cell before the tests: words up to the first argument.
      let commands = cells.flatMap(\.self)
        .filter { $0.hasPrefix("chain ") || $0.hasPrefix("wallet ") || $0.hasPrefix("tx ") }
        .map { $0.split(separator: " ").prefix { $0.allSatisfy { $0.isLowercase || $0 == "-" } } }
        .map { $0.prefix { !$0.hasPrefix("-") }.joined(separator: " ") }
      for command in commands {
        #expect(session.contains("$ steward \(command) "), "\(command) in \(transcript)")
        shown += 1
      }
    }
    #expect(shown > 30)
  }
}
