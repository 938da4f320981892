import ArgumentParser
import Diagnostics
import SomaTypes

extension TransactionCommand {
  /// `steward tx submit`.
  struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send a signed transaction, exactly as it is.",
      discussion: """
        For transactions whose outcome is not known, and for those of --export. The same bytes never \
        run twice: if they ran before, this shows what they did.

          steward tx submit --file 8sG4….signed

        A reveal is refused: it counts in one epoch only, and sent in any other it gives the key away.

        Exit status: 0 it ran and succeeded, 1 it ran and failed, or it is not known whether it ran, \
        5 invalid input and nothing was sent, 64 wrong usage, 129, 130 or 143 after a signal. A node \
        that cannot be reached is 1 and not 9: an earlier submission may have run.
        """)

    @Argument(help: "The signed bytes as Base64 or hex, or - for standard input.")
    var transaction: String?

    @Option(help: "A file with the signed bytes.", completion: .file())
    var file: String?

    @Flag(help: "Do not wait until a checkpoint has it, so that balances include it.")
    var noWait = false

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (transaction == nil) != (file == nil) else {
        throw ValidationError("Give the transaction, or - for standard input, or --file FILE.")
      }
    }

    func run() async throws {
      let signed = try failing(with: .invalidInput) {
        try InspectedTransaction(TransactionInput(argument: transaction, file: file).read())
          .requireSubmittable(
            at: Place(file: file ?? transaction.map { $0 == "-" ? $0 : "argument" } ?? "-"))
      }
      try SigningRules.check(signed.data, protocolVersion: nil)
      let origin: SubmissionOrigin =
        file.map { .file($0) } ?? (transaction == "-" ? .standardInput : .argument)
      let submission = TransactionSubmission(
        transaction: signed, origin: origin, waits: !noWait, output: output,
        nodesHint: nodes.hint)
      try await nodes.withChain { chain in
        try await nodes.requireOneChain(chain)
        try await submission.run(on: chain)
      }
    }
  }
}

extension InspectedTransaction {
  /// The transaction, if it can be sent.
  fileprivate func requireSubmittable(at place: Place) throws -> SignedTransaction {
    guard let signature else {
      throw Diagnostic(
        code: "tx.unsigned", summary: "The transaction is not signed",
        detail: "These are the bytes of a \(data.kind.name) without a signature.", place: place,
        remedies: ["Give the signed transaction; it begins with 01000001."])
    }
    let signed = SignedTransaction(data: data, signature: signature)
    guard signed.isSignatureValid else {
      throw Diagnostic(
        code: "tx.badSignature", summary: "The signature is not valid",
        detail:
          "It is not one of \(data.sender) over this transaction; every node would refuse it.",
        place: place, remedies: ["Look at it:\n    steward tx inspect --file FILE"])
    }
    if data.kind.holdsKey {
      throw Diagnostic(
        code: "tx.reveal", summary: "A reveal is not sent by hand",
        detail: "It holds the key of the weights, and counts in one epoch only. Nothing was sent.",
        place: place,
        remedies: ["Let Steward reveal, which waits for the epoch:\n    steward reconcile"])
    }
    return signed
  }
}
