import ArgumentParser
import SomaTypes

extension TransactionCommand {
  /// `steward tx inspect`.
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Explain the bytes of a transaction, signed or not. Sends nothing.",
      discussion: """
        Reads the BCS of a TransactionData or of a signed transaction, as Base64, hex or raw bytes.

          steward tx inspect 000e00f902…
          steward tx inspect --file unsigned.b64 --output json
          cat signed.bin | steward tx inspect -

        A RevealModel holds the AES key of the weights. Unless --show-key is given the key is shown \
        only as its hash, and the bytes, which hold it too, are left out.

        Exit status: 0 explained (look at `signature.valid`), 5 not a transaction, 64 wrong usage.
        """)

    @Argument(help: "The bytes as Base64 or hex, or - for standard input.")
    var transaction: String?

    @Option(help: "A file with the bytes.", completion: .file())
    var file: String?

    @Flag(help: "Print the key that a RevealModel holds, and bytes that hold it.")
    var showKey = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (transaction == nil) != (file == nil) else {
        throw ValidationError("Give the transaction, or - for standard input, or --file FILE.")
      }
    }

    func run() throws {
      let inspected = try failing(with: .invalidInput) {
        try InspectedTransaction(TransactionInput(argument: transaction, file: file).read())
      }
      try output.write(schema: "steward/tx-inspect/v1", inspected.outputFields(showKey: showKey))
    }
  }
}
