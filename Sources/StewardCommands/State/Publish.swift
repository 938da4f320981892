import ArgumentParser
import Foundation
import Lifecycle
import StateStore
import Steward
import SystemPackage

extension StateCommand {
  /// `steward state publish`.
  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "publish",
      abstract: "Write what plans need of the state to a file, without any secret.",
      discussion: """
        For a machine that reviews changes and has neither state nor keys: names, ids, accepted manifests, \
        transactions and their outcomes. Signed bytes, keys and packets are not in it.

          steward state publish snapshot.json
          steward plan manifests/ --against snapshot.json

        \(StateCommand.status)
        """)

    @Argument(
      help: ArgumentHelp("The file; one that is there is replaced.", valueName: "file"),
      completion: .file())
    var file: String

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await directory.reading { state in
        let journal = try await Journal(state)
        let snapshot = try await Snapshot(of: journal, atMs: RunClock.system.wallClockMs())
        let target = try SealedOutput(
          file, isReplacing: true, permissions: [.ownerReadWrite, .groupRead, .otherRead],
          sparing: [])
        try Array(snapshot.text.utf8).withUnsafeBytes { try target.write($0) }
        try target.finish()
        try output.write(
          schema: "steward/state-publish/v1",
          [
            .init("snapshot", file), .init("chain", .text(snapshot.chain)),
            .init("models", .number(UInt64(journal.recorded.models.count))),
            .init("digest", .text(snapshot.digest)),
          ])
      }
    }
  }
}
