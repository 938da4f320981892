import Diagnostics
public import SomaCrypto

extension ManifestSet {
  /// The set as manifests that say everything: one document a line, JSON, every default written out, every path
  /// absolute; networks, wallets and hosts first, each by name.
  ///
  /// Equal sets have equal bytes, and ``init(canonical:)`` makes an equal set of them, also after the defaults of
  /// the manifest language have changed. The version is in every document. This is what the journal keeps of an
  /// accepted spec, and what a saved plan is bound to.
  public var canonicalBytes: [UInt8] {
    var documents: [JSONTree] = []
    documents += distinct(\.network.name) { model in
      document(.network, model.network.name, NetworkSpec.record.write(model.network))
    }
    documents += distinct(\.wallet.name) { model in
      document(.wallet, model.wallet.name, WalletSpec.record.write(model.wallet))
    }
    documents += distinct(\.host.name) { model in
      document(.host, model.host.name, HostKind.record.write(model.host.kind))
    }
    documents.append(document(.defaults, nil, DefaultsSpec.record.write(defaults)))
    documents += models.map { document(.model, $0.name, ModelSpec.record.write($0)) }
    return documents.flatMap { Array("--- \($0.text)\n".utf8) }
  }

  /// The BLAKE2b-256 of ``canonicalBytes``.
  public var digest: Bytes32 {
    var hasher = Blake2b256()
    hasher.update(canonicalBytes)
    return hasher.finalize()
  }

  /// Reads ``canonicalBytes`` back.
  ///
  /// - Throws: ``ManifestError`` when they are anything else.
  public init(canonical bytes: [UInt8]) throws(ManifestError) {
    let file = ManifestFile(name: "the journal", bytes: bytes)
    self = try ManifestReader(workingDirectory: "/").readAccepted(file)
    // Anything else may have been shortened or changed by hand.
    guard canonicalBytes == bytes else {
      throw ManifestError(
        problems: [ManifestProblem(.notCanonical, at: Place(file: file.name))])
    }
  }

  /// One document for each name.
  private func distinct(
    _ name: KeyPath<ModelSpec, ResourceName>, _ document: (ModelSpec) -> JSONTree
  ) -> [JSONTree] {
    var byName: [ResourceName: ModelSpec] = [:]
    for model in models { byName[model[keyPath: name]] = model }
    return byName.sorted { $0.key < $1.key }.map { document($0.value) }
  }

  private func document(_ kind: Kind, _ name: ResourceName?, _ spec: JSONTree) -> JSONTree {
    var members: [JSONTree.Member] = [
      .init("apiVersion", .text(Envelope.apiVersion)), .init("kind", .text(kind.rawValue)),
    ]
    if let name {
      members.append(.init("metadata", .record([.init("name", .text(name.text))])))
    }
    return .record(members + [.init("spec", spec)])
  }
}

extension ModelSpec {
  /// What the journal keeps of this model when it is accepted: the canonical bytes of a set with nothing else.
  public var canonicalBytes: [UInt8] { ManifestSet(models: [self]).canonicalBytes }

  /// Reads ``canonicalBytes`` back.
  ///
  /// - Throws: ``ManifestError`` when they are anything else.
  public init(canonical bytes: [UInt8]) throws(ManifestError) {
    let set = try ManifestSet(canonical: bytes)
    guard set.models.count == 1, set.defaults == DefaultsSpec() else {
      throw ManifestError(
        problems: [ManifestProblem(.notCanonical, at: Place(file: "the journal"))])
    }
    self = set.models[0]
  }
}
