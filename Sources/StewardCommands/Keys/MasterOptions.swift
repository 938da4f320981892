import ArgumentParser
import Custody
import SomaCrypto

/// Which master of a keyring is meant.
struct MasterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Which master: 8 hex digits. Default: the current one.", valueName: "id"))
  var masterID: String?

  /// The id, if one is named.
  func id() throws -> MasterID? {
    try masterID.map { text in try TypedText.read("--master-id") { try MasterID(hex: text) } }
  }

  /// The master.
  func find(in keyring: borrowing Keyring) throws -> Master {
    let id = try id() ?? keyring.currentID
    return try failing(with: .secretUnavailable) { try keyring.master(id) }
  }
}
