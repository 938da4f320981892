import Foundation
import Testing

/// A hint that cannot be typed is worse than none: whoever reads it has no time to find out.
@Suite("commands in hints")
struct RemediesTests {
  /// A command of the program, with its subcommands.
  struct Command {
    var subcommands: [String: Command] = [:]
  }

  /// Named in hints, and still being built.
  private static let underway: Set<String> = ["recover", "init"]

  private let sources: [(path: String, lines: [Substring])]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let enumerator = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    sources = try (enumerator?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" && !$0.path.contains("/Generated/") }
      .map { ($0.path, try String(contentsOf: $0, encoding: .utf8).split(separator: "\n")) }
  }

  /// Reads `commandName` and `subcommands` of a type, and goes on with those.
  private func command(_ type: String, of parent: String?) throws -> (name: String, Command) {
    var found: [Substring]?
    for (path, lines) in sources where path.contains("/StewardCommands/") {
      // Several commands have one called `Status`: it is in an extension of the command that it belongs to.
      let isNested = lines.contains {
        $0.hasPrefix("extension ") && $0.hasSuffix("\(parent ?? "?") {")
      }
      let begin = lines.firstIndex {
        $0.contains("struct \(type): ") && $0.contains("ParsableCommand")
      }
      guard let begin else { continue }
      guard found == nil || isNested || !lines[begin].hasPrefix(" ") else { continue }
      found = Array(lines[begin...])
      if isNested { break }
    }
    let lines = try #require(found, "\(type)")
    // The configuration is the first thing in a command.
    let name = lines.prefix(12).lazy.compactMap { $0.firstMatch(of: /commandName: "([a-z-]+)"/) }
      .first.map { String($0.output.1) }
    var command = Command()
    if let begin = lines.prefix(60).firstIndex(where: { $0.contains("subcommands: [") }),
      let end = lines[begin...].firstIndex(where: { $0.hasSuffix("])") })
    {
      for match in lines[begin...end].joined().matches(of: /(\w+)\.self/) {
        let (name, found) = try self.command(String(match.output.1), of: type)
        command.subcommands[name] = found
      }
    }
    let kebab = type.replacing(/([a-z])([A-Z])/) { "\($0.output.1)-\($0.output.2)" }.lowercased()
    return (name ?? kebab, command)
  }

  @Test("every command that a text names exists")
  func commands() throws {
    let root = try command("Root", of: nil).1
    #expect(root.subcommands.count > 15)
    #expect(root.subcommands["state"]?.subcommands["verify"] != nil)
    var found = 0
    for (path, lines) in sources {
      for line in lines where line.utf8.count > 12 && line.contains("steward ") {
        guard !line.drop(while: \.isWhitespace).hasPrefix("//") else { continue }
        for match in line.matches(
          of:
            /(?:\\n +|`|: |^ +)steward ([a-z]+(?:-[a-z]+)*)(?: ([a-z]+(?:-[a-z]+)*)(?=["\\` \n]|$))?/
        ) {
          found += 1
          let word = String(match.output.1)
          guard !Self.underway.contains(word) else { continue }
          let command = root.subcommands[word]
          #expect(command != nil, "\(path): \(line)")
          guard let command, !command.subcommands.isEmpty, let next = match.output.2 else {
            continue
          }
          #expect(command.subcommands[String(next)] != nil, "\(path): \(line)")
        }
      }
    }
    #expect(found > 100)
  }
}
