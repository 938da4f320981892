import Diagnostics
import SomaTypes
import YAMLTree

extension ModelSpec {
  /// What `spec` of a Model may say. The name comes from `metadata`; what no document names is filled in later.
  static let record = Record<ModelSpec>(
    "a model", initial: placeholder,
    [
      Field(
        "lifecycle", \.lifecycle, .choice,
        """
        What is wanted: `active`; `paused`, which takes on no new obligations while reveals, repairs and alarms \
        go on; or `retired`, which deactivates the model for good. Deleting a manifest does neither.
        """),
      reference(
        .network, \.network, \.name, among: \.networks, builtIn: NetworkSpec.builtIn,
        """
        The chain: the name of a Network, or `testnet` or `localnet`. When absent, the only Network of the set \
        or the one called `default`.
        """),
      reference(
        .wallet, \.wallet, \.name, among: \.wallets, builtIn: WalletSpec.builtIn,
        """
        Who owns the model: the name of a Wallet. When absent, the only Wallet of the set or the one called \
        `default`; when there is none, the active account of SOMA's own command line.
        """),
      reference(
        .host, \.host, \.name, among: \.hosts, builtIn: HostSpec.builtIn,
        """
        Where the ciphertext is served: the name of a Host. When absent, the only Host of the set or the one \
        called `default`; when there is none, `environment`: a bucket that `S3_*` or `AWS_*` variables describe.
        """),
      Field(
        "modelId", optional: \.modelID, .identifier("a model id", prefix: "0x"), isPerModel: true,
        "The id of a model that exists already, to adopt it. Leave it out for a new model."),
      Field(
        "architecture", \.architecture,
        ArchitectureSpec.format,
        """
        The architecture version of the weights. `auto` is whatever the chain asks for; a number refuses to \
        create anything else.
        """),
      Field(
        "weights", \.weights, WeightsSpec.record.format, isRequired: true,
        "The weights: a file on this machine."),
      Field(
        "embedding", \.embedding, EmbeddingSpec.record.format, isRequired: true,
        "The embedding: a file of one vector, as JSON, npy, safetensors, raw f32, CSV or text."),
      Field(
        "commission", \.commission, .rate, isRequired: true,
        "What the owner keeps of the rewards, from `0%` to `100%`."),
      Field("stake", \.stake, StakeSpec.record.format, "How much is staked; never withdrawn."),
      Field("reveal", \.reveal, RevealSpec.record.format, "How a commit is prepared and revealed."),
      Field("update", \.update, UpdateSpec.record.format, "When new weights are committed."),
      Field(
        "drift", \.drift, DriftSpec.record.format,
        "What to do where the chain differs from the manifest."),
      Field("limits", \.limits, LimitsSpec.record.format, "What may happen without asking."),
      Field(
        "probe", \.probe, ProbeSpec.record.format,
        "How often the served object is looked at, in the way that validators fetch it."),
      Field(
        "retention", \.retention, RetentionSpec.record.format,
        "Which objects are kept. Nothing that the chain names is ever deleted."),
      Field(
        "keys", \.keyring, KeyringSpec.format,
        "The master secret that keys are derived from. `{}` is the keyring of this machine."),
      Field(
        "earnings", \.earnings, EarningsPolicy.format, "What happens to rewards."),
      Field(
        "movedFrom", optional: \.movedFrom, .name, isPerModel: true,
        "The name that this model had before, so that a new name is not taken for a new model."),
      Field(
        "replaces", optional: \.replaces, .identifier("a model id", prefix: "0x"),
        isPerModel: true,
        "The id of a lost model. Approves creating this one in its place."),
      Field(
        "retire", optional: \.retire, RetireApproval.format, isPerModel: true,
        "Approves the retirement of one model; needs `lifecycle: retired`."),
    ], check: ModelCheck.run)

  /// A key that names another document.
  private static func reference<Spec: Sendable>(
    _ kind: Kind, _ path: any WritableKeyPath<ModelSpec, Spec> & Sendable,
    _ name: any KeyPath<Spec, ResourceName> & Sendable,
    among declared: any KeyPath<ResourceScope, [ResourceName: Spec?]> & Sendable,
    builtIn: [ResourceName: Spec], _ text: String
  ) -> Field<ModelSpec> {
    Field<ModelSpec>(
      shape: FieldShape(
        name: kind.rawValue.lowercased(), text: text, shape: Format<ResourceName>.name.shape,
        isRequired: false, isPerModel: false),
      read: { node, decoder, root in
        guard let named = Format<ResourceName>.name.read(node, &decoder) else { return }
        let declared = decoder.scope[keyPath: declared]
        let spec = decoder.resolve(named, kind, among: declared, builtIn: builtIn, at: node.place)
        if let spec { root[keyPath: path] = spec }
      },
      readAbsent: { place, decoder, root in
        let declared = decoder.scope[keyPath: declared]
        let spec = decoder.resolve(nil, kind, among: declared, builtIn: builtIn, at: place)
        if let spec { root[keyPath: path] = spec }
      },
      write: { .text($0[keyPath: path][keyPath: name].text) })
  }

  /// Has nothing of its own: every required field overwrites a part of it.
  private static let placeholder = ModelSpec(
    name: ResourceName(unchecked: "unnamed"),
    network: NetworkSpec(name: .default, rpc: []),
    wallet: WalletSpec(name: .default, key: .offline),
    host: HostSpec(name: .default, kind: .s3(S3HostSpec())),
    weights: WeightsSpec(source: .file("")), embedding: EmbeddingSpec(source: .file("")),
    commission: 0)
}

extension ArchitectureSpec {
  /// `auto` or a number.
  static let format: Format<ArchitectureSpec> = Format<UInt64>.integer(0...1_000_000).or(
    "auto", .automatic,
    Variant(ArchitectureSpec.version) {
      if case .version(let version) = $0 { version } else { nil }
    })
}
