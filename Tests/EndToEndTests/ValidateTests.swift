import Foundation
import TestSupport
import Testing

@Suite("steward validate")
struct ValidateTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let model =
    "apiVersion: steward/v1\\nkind: Model\\nmetadata: {name: first}\\nspec:\\n  network: testnet\\n"
    + "  weights: {file: w}\\n  embedding: {file: e.json}\\n  commission: 10%%\\n"

  /// Runs a command beside `set/a.yaml`, which is valid.
  private func run(_ command: String) async throws -> Transcript.Step {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      _ = try await shell.run("mkdir set; printf '\(Self.model)' > set/a.yaml")
      return try await shell.run(command)
    }
  }

  @Test("the first command of docs/manifests.md finds the manifests of the repository valid")
  func documented() async throws {
    let docs = try String(
      contentsOf: Self.repository.appending(path: "docs/manifests.md"), encoding: .utf8)
    let command = try #require(
      docs.components(separatedBy: "```sh\n").dropFirst().first?
        .split(separator: "\n").first)
    #expect(command.hasPrefix("steward validate manifests/ "))
    let manifests = Self.repository.appending(path: "manifests").path
    let step = try await run("ln -s '\(manifests)' manifests; \(command)")
    #expect(step.status == 0, "\(step.errorOutput)")
  }

  @Test(
    "what has the name of a manifest is read or named, and never left out",
    arguments: [
      ("ln -s nowhere set/b.yaml", "set/b.yaml", "dangling"),
      ("ln -s b.yaml set/b.yaml", "set/b.yaml", "dangling"),
      ("ln -s nowhere set/models", "set/models", "dangling"),
      ("mkfifo set/b.yaml", "set/b.yaml", "notAFile"),
      ("mkdir set/d; mkfifo set/d/b.yml", "set/d/b.yml", "notAFile"),
    ])
  func nothingLeftOut(preparation: String, path: String, code: String) async throws {
    for argument in ["set", "'set/**/*'", "'s*/**/*'"] {
      let step = try await run("\(preparation); steward validate \(argument)")
      #expect(step.status == 5)
      #expect(
        step.errorOutput.contains("manifestInput.\(code)"), "\(argument): \(step.errorOutput)")
      #expect(step.errorOutput.contains(path), "\(argument): \(step.errorOutput)")
    }
  }

  @Test("directories behind links are searched, each once", arguments: ["set", "'set/**/*.yaml'"])
  func links(argument: String) async throws {
    let step = try await run(
      """
      mkdir other; sed 's/first/second/' set/a.yaml > other/b.yaml
      ln -s ../other set/other; ln -s ../set other/back; ln -s . set/again
      steward validate \(argument) --output json
      """)
    #expect(step.status == 0, "\(step.errorOutput)")
    #expect(step.output.contains("\"files\": 2"), "\(step.output)")
  }

  @Test("what cannot be written is no fault of the manifests")
  func unwritable() async throws {
    let step = try await run("steward validate set > /dev/full")
    #expect(step.status == 1)
    #expect(step.errorOutput.contains("output.unwritable"))
  }

  @Test("a closed standard input is explained")
  func closedInput() async throws {
    let step = try await run("steward validate - <&-")
    #expect(step.status == 5)
    #expect(step.errorOutput.contains("input.unreadable"), "\(step.errorOutput)")
  }

  @Test("files that are not there are a result too")
  func missingFile() async throws {
    let step = try await run("steward validate nofile --output json")
    #expect(step.status == 5)
    #expect(step.output.contains("\"code\": \"manifestInput.noFile\""), "\(step.output)")
  }

  @Test("of many problems the first are shown, and how many more there are")
  func many() async throws {
    let keys = "i=0; while [ $i -lt 300 ]; do echo \"  key$i: 1\"; i=$((i+1)); done >> set/a.yaml; "
    let step = try await run(keys + "steward validate set")
    #expect(step.status == 5)
    #expect(step.errorOutput.components(separatedBy: "[manifest.unknownKey]").count == 201)
    #expect(step.errorOutput.contains("There are 100 more."))
    let json = try await run(keys + "steward validate set --output json")
    #expect(json.output.contains("\"more\": 100"))
  }
}
