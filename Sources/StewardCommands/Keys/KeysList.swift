import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what the keyring has, without opening it.",
      discussion: """
        Needs no passphrase. Of a sealed keyring what is shown is proven only when it is opened.

        \(KeysCommand.status)
        """)

    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let path = try options.path()
      let header = try failing(with: .secretUnavailable) {
        try KeyringFile(path: path).read().header
      }
      let masters = header.entries.map { entry in
        OutputValue.record([
          .init("masterId", entry.id), .init("current", .bool(entry.id == header.currentID)),
          .init("addedAt", .seconds(entry.addedAt)),
        ])
      }
      var fields: [OutputValue.Field] = [.init("keyring", path)]
      switch header.protection {
      case .plain: fields.append(.init("protection", "plain"))
      case .passphrase(let lock):
        fields += [
          .init("protection", "passphrase"),
          .init("costKiB", .number(UInt64(lock.cost.memoryInKiB))),
          .init("costPasses", .number(UInt64(lock.cost.passes))),
          .init("unattended", header.unattended),
        ]
      }
      try output.write(
        schema: "steward/keys-list/v1", fields + [.init("masters", .list(masters))])
    }
  }
}
