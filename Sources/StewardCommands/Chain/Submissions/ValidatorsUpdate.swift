import ArgumentParser
import SomaTypes

extension ChainCommand.Validators {
  /// `steward chain validators update`.
  struct Update: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change addresses and keys of the own validator, from the next epoch on.",
      discussion: """
        Only what is given changes. A new --pubkey needs a new --proof-of-possession. This version of \
        the chain carries a new --proxy-address, but never applies it.

        \(HelpText.submissionStatus)
        """)

    @Option(help: ArgumentHelp("BLS12-381, 96 bytes.", valueName: "hex|base64"))
    var pubkey: String?
    @Option(help: ArgumentHelp("Ed25519, 32 bytes.", valueName: "hex|base64"))
    var networkPubkey: String?
    @Option(help: ArgumentHelp("Ed25519, 32 bytes.", valueName: "hex|base64"))
    var workerPubkey: String?
    @Option(help: ArgumentHelp("BLS12-381 signature, 48 bytes.", valueName: "hex|base64"))
    var proofOfPossession: String?
    @Option(help: ArgumentHelp("Where clients connect.", valueName: "multiaddr"))
    var netAddress: String?
    @Option(help: ArgumentHelp("Where state sync connects.", valueName: "multiaddr"))
    var p2pAddress: String?
    @Option(help: ArgumentHelp("Where consensus connects.", valueName: "multiaddr"))
    var primaryAddress: String?
    @Option(help: ArgumentHelp("Carried, but not applied.", valueName: "multiaddr"))
    var proxyAddress: String?

    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      let given = [
        pubkey, networkPubkey, workerPubkey, proofOfPossession, netAddress, p2pAddress,
        primaryAddress, proxyAddress,
      ]
      guard given.contains(where: { $0 != nil }) else {
        throw ValidationError("Give at least one address or key to change.")
      }
      guard (pubkey == nil) == (proofOfPossession == nil) else {
        throw ValidationError("--pubkey and --proof-of-possession go together.")
      }
    }

    func run() async throws {
      let update = UpdateValidatorMetadata(
        networkAddress: try netAddress.map { try TypedText.multiaddr($0, "--net-address") },
        p2pAddress: try p2pAddress.map { try TypedText.multiaddr($0, "--p2p-address") },
        primaryAddress: try primaryAddress.map {
          try TypedText.multiaddr($0, "--primary-address")
        },
        proxyAddress: try proxyAddress.map { try TypedText.multiaddr($0, "--proxy-address") },
        protocolPubkey: try pubkey.map {
          try TypedText.bytes($0, "--pubkey", count: BLSPublicKey.byteCount)
        },
        workerPubkey: try workerPubkey.map {
          try TypedText.bytes($0, "--worker-pubkey", count: 32)
        },
        networkPubkey: try networkPubkey.map {
          try TypedText.bytes($0, "--network-pubkey", count: 32)
        },
        proofOfPossession: try proofOfPossession.map {
          try TypedText.bytes($0, "--proof-of-possession", count: BLSSignature.byteCount)
        })
      try await submission.run { builder, _ in
        try builder.transaction(.updateValidatorMetadata(update))
      }
    }
  }
}
