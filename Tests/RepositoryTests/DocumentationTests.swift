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

  @Test("links between pages lead somewhere", arguments: ["README.md", "docs/architecture.md"])
  func links(page: String) throws {
    let folder = root.appending(path: page).deletingLastPathComponent()
    for match in try text(page).matches(of: /\]\((?<target>[^)#:]+)\)/) {
      let target = folder.appending(path: String(match.output.target)).path
      #expect(FileManager.default.fileExists(atPath: target), "\(match.output.target)")
    }
  }
}
