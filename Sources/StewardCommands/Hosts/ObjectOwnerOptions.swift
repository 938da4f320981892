import ArgumentParser
import Custody
import Diagnostics

/// Whose objects are meant: those whose names begin with the id of a master.
struct ObjectOwnerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The id of a master: 8 hex digits; again for further ones.", valueName: "id")
  )
  var masterID: [String] = []

  @Option(
    help: "A keyring, whose masters are meant. It is read, not unlocked.", completion: .file())
  var keyring: [String] = []

  func validate() throws {
    guard !masterID.isEmpty || !keyring.isEmpty else {
      throw ValidationError("Say whose objects are meant, by --keyring FILE or --master-id.")
    }
  }

  /// The ids, each once.
  func ids() throws -> [String] {
    var ids: Set<MasterID> = []
    for text in masterID {
      ids.insert(try TypedText.read("--master-id") { try MasterID(hex: text) })
    }
    for path in keyring {
      let sealed = try failing(with: .secretUnavailable) { try KeyringSource(.file(path)).read() }
      ids.formUnion(sealed.header.entries.map(\.id))
    }
    return ids.sorted().map(\.description)
  }
}
