import Custody
import EndToEndSupport
import Foundation
import ObjectHost
import SomaClient
import SomaTypes
import Testing
import TestSupport

@Suite("The recovery of docs/custody.md", .timeLimit(.minutes(5))) struct WalkThroughTests {
  @Test("its lines work as they stand, and what they bring back reveals")
  func recovery() async throws {
    try await withTemporaryDirectory { home in
      try await withCustodyNet { net in
        let files = try OwnerFiles(in: home, rpc: net.rpc)
        let id = try OwnerSecrets.masterID(of: OwnerSecrets.master)
        let (model, attempt) = try await net.withDriver(keyring: net.plainKeyring()) {
          try await $0.commitFirst(
            weights: net.weights(1, count: 50_000), embedding: embedding(1))
        }
        let packet = try #require(await net.objects.bytes(at: net.key(attempt.packet.name)))
        for name in try FileManager.default.contentsOfDirectory(atPath: net.directory.path)
        where name != "host" {
          try FileManager.default.removeItem(at: net.directory.appending(path: name))
        }
        try home.appending(path: "COPY").writeSecret(packet)

        let program = Program(directory: home, home: home)
        let lines = try Self.lines()
        #expect(
          lines.map { $0.split(separator: " ").dropFirst().prefix(2) } == [
            ["keys", "import"], ["keys", "drill"],
          ])
        for line in lines {
          // What a person types comes from files here.
          let typed =
            line.replacing("1a2b3c4d", with: "\(id)") + " --words-file words"
            + (line.contains("import") ? " --passphrase-file pass" : "")
          let result = try await program.run(typed)
          #expect(result.status == 0, "\(typed): \(result.errorText)")
          if line.contains("drill") {
            #expect(result.text.contains("\(attempt.served.object)"), "\(result.text)")
          }
        }

        try await net.endEpoch()
        let keyring = KeyringSource(.file(files.path(".config/steward/keyring")))
        try await net.withDriver(state: "blank", keyring: keyring) { driver in
          for due in try await driver.recover() {
            try await driver.reveal(due.model, packet: due.packet, attempt: nil)
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
