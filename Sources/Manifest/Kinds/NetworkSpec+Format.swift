import SomaTypes

extension NetworkSpec {
  /// What `spec` of a Network may say.
  static let record = Record<NetworkSpec>(
    "a network", initial: NetworkSpec(name: .default, rpc: []),
    [
      Field(
        "preset", optional: \.preset, .choice,
        "A network whose addresses are known; what else is said here goes before it."),
      Field(
        "rpc", \.rpc, .list(of: .service, 1...16, "URLs"),
        "Full nodes; several make reveals safer. Needed without `preset`."),
      Field(
        "chainId", optional: \.chainID, .digest("a chain id"),
        """
        The digest of the genesis checkpoint. When absent, what the nodes say at the first apply; from then \
        on no other chain is accepted.
        """),
      Field(
        "faucet", optional: \.faucet, .service,
        "Where `steward wallet faucet` asks for test money. Nothing asks on its own."),
    ],
    check: { network, places, decoder in
      if network.preset == nil, network.rpc.isEmpty {
        decoder.report(
          .oneNeeded(["preset", "rpc"], in: "a network"), at: places.place)
      }
    })
}
