import Foundation
import Manifest
import Testing

@Suite("The description of the manifest language")
struct SchemaTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("docs/manifests.md ends with the reference")
  func reference() throws {
    let page = Self.repository.appending(path: "docs/manifests.md")
    let mark = "<!-- made by `steward schema --output markdown` -->\n\n"
    var text = try String(contentsOf: page, encoding: .utf8)
    let end = try #require(text.firstRange(of: mark)).upperBound
    if Fixture.recordingRoot != nil {
      text.replaceSubrange(end..., with: ManifestReference.markdown)
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(text[end...] == ManifestReference.markdown)
  }

  /// Every pattern of the schema, with the examples beside it.
  private func patterns(in tree: JSONTree) -> [(String, [String])] {
    switch tree {
    case .bool, .number, .text: return []
    case .list(let items): return items.flatMap(patterns)
    case .record(let members):
      let inner = members.flatMap { patterns(in: $0.value) }
      guard case .text(let pattern)? = members.first(where: { $0.name == "pattern" })?.value else {
        return inner
      }
      guard case .list(let examples)? = members.first(where: { $0.name == "examples" })?.value
      else { return inner + [(pattern, [])] }
      return inner
        + [(pattern, examples.compactMap { if case .text(let text) = $0 { text } else { nil } })]
    }
  }

  @Test("every example in the schema fits its pattern")
  func examples() throws {
    let found = patterns(in: ManifestSchema.tree)
    #expect(found.count > 40)
    for (pattern, examples) in found {
      let regex = try Regex(pattern)
      for example in examples {
        #expect(try regex.wholeMatch(in: example) != nil, "\(example) and \(pattern)")
      }
    }
  }

  @Test("every key is described in a sentence")
  func texts() {
    for line in ManifestReference.markdown.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|")
      #expect(cells.count == 4, "\(line)")
      #expect(cells.last?.hasSuffix(". ") == true, "\(line)")
    }
  }
}
