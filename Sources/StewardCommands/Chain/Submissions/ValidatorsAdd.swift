import ArgumentParser
import SomaTypes

extension ChainCommand.Validators {
  /// `steward chain validators add`.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask to become a validator.",
      discussion: """
        Keys are public keys, in hex or Base64, made with the network's own tools. Addresses are \
        multiaddrs, such as /dns/node.example/tcp/8080/http.

        \(HelpText.submissionStatus)
        """)

    @Option(help: ArgumentHelp("BLS12-381, 96 bytes.", valueName: "hex|base64"))
    var pubkey: String
    @Option(help: ArgumentHelp("Ed25519, 32 bytes.", valueName: "hex|base64"))
    var networkPubkey: String
    @Option(help: ArgumentHelp("Ed25519, 32 bytes.", valueName: "hex|base64"))
    var workerPubkey: String
    @Option(help: ArgumentHelp("BLS12-381 signature, 48 bytes.", valueName: "hex|base64"))
    var proofOfPossession: String
    @Option(help: ArgumentHelp("Where clients connect.", valueName: "multiaddr"))
    var netAddress: String
    @Option(help: ArgumentHelp("Where state sync connects.", valueName: "multiaddr"))
    var p2pAddress: String
    @Option(help: ArgumentHelp("Where consensus connects.", valueName: "multiaddr"))
    var primaryAddress: String
    @Option(
      help: ArgumentHelp("Where weights and data are fetched through.", valueName: "multiaddr"))
    var proxyAddress: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let validator = AddValidator(
        pubkey: try TypedText.bytes(pubkey, "--pubkey", count: BLSPublicKey.byteCount),
        networkPubkey: try TypedText.bytes(networkPubkey, "--network-pubkey", count: 32),
        workerPubkey: try TypedText.bytes(workerPubkey, "--worker-pubkey", count: 32),
        proofOfPossession: try TypedText.bytes(
          proofOfPossession, "--proof-of-possession", count: BLSSignature.byteCount),
        netAddress: try TypedText.multiaddr(netAddress, "--net-address"),
        p2pAddress: try TypedText.multiaddr(p2pAddress, "--p2p-address"),
        primaryAddress: try TypedText.multiaddr(primaryAddress, "--primary-address"),
        proxyAddress: try TypedText.multiaddr(proxyAddress, "--proxy-address"))
      try await submission.run { builder, _ in try builder.transaction(.addValidator(validator)) }
    }
  }
}
