import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain transfer-objects`.
  struct TransferObjects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give objects away, such as coins and receipts of stake.",
      discussion: """
          steward chain transfer-objects 0x5be3159d… 0x47b6… 0x9c01…

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "Address of the receiver, all 64 digits.")
    var recipient: String

    @Argument(help: "Ids of the objects.")
    var objects: [String]

    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      // What is no id is refused later, with its reason.
      let ids = objects.compactMap { try? ObjectID($0) }
      guard Set(ids).count == ids.count else {
        throw ValidationError("An object is named twice.")
      }
    }

    func run() async throws {
      let recipient = try TypedText.address(recipient, "RECIPIENT")
      let ids = try objects.map { try TypedText.id($0, "OBJECT", of: ObjectKind.self) }
      try await submission.run { builder, chain in
        try await builder.transferObjects(ids, to: recipient, on: chain)
      }
    }
  }
}
