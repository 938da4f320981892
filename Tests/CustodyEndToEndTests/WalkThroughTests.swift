import Custody
import EndToEndSupport
import Foundation
import SomaClient
import SomaTypes
import Testing
import TestSupport

@Suite("The recovery of docs/custody.md", .timeLimit(.minutes(5))) struct WalkThroughTests {
  @Test("its lines work as they stand, and what they bring back reveals")
  func recovery() async throws {
    try await withTemporaryDirectory { root in
      try await withCustodyNet { net in
        let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
        let first = try OwnerMachine(in: root.appending(path: "first"), on: net)
        try await first.importKeyring()
        try first.train(1)
        try await first.run("steward apply set.yaml --yes --no-watchman")
        let model = try #require(await first.models().keys.first)
        try FileManager.default.removeItem(at: first.home)
        try await net.endEpoch()

        let machine = try OwnerMachine(in: root.appending(path: "blank"), on: net)
        let manifests = machine.home.appending(path: "manifests")
        try FileManager.default.createDirectory(at: manifests, withIntermediateDirectories: true)
        try FileManager.default.moveItem(
          at: machine.home.appending(path: "set.yaml"), to: manifests.appending(path: "set.yaml"))
        let lines = try Self.lines()
        #expect(
          lines.map { $0.split(separator: " ").dropFirst().prefix(2) } == [
            ["keys", "import"], ["recover", "manifests/"], ["reconcile"], ["keys", "drill"],
          ])
        for line in lines {
          // What a person types comes from files here.
          let typed =
            line.replacing("1a2b3c4d", with: "\(id)")
            + (line.contains("keys") ? " --words-file words" : "")
            + (line.contains("import") ? " --passphrase-file pass" : "")
          let result = try await machine.run(typed)
          if line.contains("drill") {
            #expect(result.text.contains("\(id)-"), "\(result.text)")
          }
        }
        #expect(try await net.chain.model(model).model.state.name == "Active")
      }
    }
  }

  /// The commands of the section, in their order.
  private static func lines() throws -> [String] {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/custody.md").standardizedFileURL
    let sections = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix("Recovery on an empty machine") })
    return section.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("steward ") }
  }
}
