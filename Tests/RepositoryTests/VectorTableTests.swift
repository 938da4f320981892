import Foundation
import Testing

@Suite("docs/vectors.md")
struct VectorTableTests {
  struct Row {
    let file: String
    let suites: [String]
  }

  let root: URL
  let rows: [Row]

  init() throws {
    root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/vectors.md"), encoding: .utf8)
    rows = text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.split(separator: "`").map(String.init) }
      guard cells.count == 3, cells[0].count >= 2, cells[0][1].hasSuffix(".json") else {
        return nil
      }
      return Row(file: cells[0][1], suites: cells[2].filter { $0.hasSuffix("Tests") })
    }
  }

  /// Paths below a folder of the repository.
  private func files(below folder: String, _ suffix: String) -> [URL] {
    let enumerator = FileManager.default.enumerator(
      at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return (enumerator?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.lastPathComponent.hasSuffix(suffix) }
  }

  @Test("every vector file is in a row")
  func complete() {
    let listed = Set(rows.map(\.file))
    let vectors = files(below: "Tests", ".json").filter { $0.path.contains("/Vectors/") }
    #expect(vectors.count > 10)
    for vector in vectors {
      #expect(listed.contains(vector.lastPathComponent), "\(vector.lastPathComponent)")
    }
  }

  @Test("every suite that is named exists")
  func suites() throws {
    let sources = try files(below: "Tests", ".swift")
      .map { try String(contentsOf: $0, encoding: .utf8) }
    #expect(rows.count > 20)
    for suite in rows.flatMap(\.suites) {
      #expect(sources.contains { $0.contains("struct \(suite) {") }, "\(suite)")
    }
  }

  /// Where the specification lies beside the checkout, when it does.
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/spec").standardizedFileURL

  @Test(
    "every file of the specification is in a row, and copies are unchanged",
    .enabled(
      if: FileManager.default.fileExists(atPath: folder.path),
      "the specification is not beside this checkout"))
  func specification() throws {
    let listed = Set(rows.map(\.file))
    let wire = Self.folder.appending(path: "wire/vectors")
    var originals = try FileManager.default.contentsOfDirectory(
      at: wire, includingPropertiesForKeys: nil
    ).map { ($0, $0.lastPathComponent) }
    originals.append((Self.folder.appending(path: "chain/VECTORS.json"), "chain.json"))
    let copies = Dictionary(
      grouping: files(below: "Tests", ".json").filter { $0.path.contains("/Vectors/") },
      by: \.lastPathComponent)
    for (original, name) in originals {
      #expect(listed.contains(name), "\(name)")
      for copy in copies[name] ?? [] {
        #expect(try Data(contentsOf: copy) == Data(contentsOf: original), "\(copy.path)")
      }
    }
  }
}
