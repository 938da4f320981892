import Foundation
import Testing

/// Texts that are compared with files in `Golden`, character by character.
///
/// After a change that is wanted, `STEWARD_RECORD_GOLDEN=1 swift test --filter StewardCommandsTests`
/// writes them again; review the difference.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden")

  /// Fails unless the file holds this text and a newline.
  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["STEWARD_RECORD_GOLDEN"] != nil {
      try Data((text + "\n").utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let found = text + "\n"
    guard found != expected else { return }
    let lines = zip(lines(found), lines(expected)).enumerated()
    let first = lines.first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      \(name), line \((first?.offset ?? -1) + 1):
        found    \(first?.element.0 ?? "another number of lines")
        expected \(first?.element.1 ?? "")
      """, sourceLocation: sourceLocation)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
