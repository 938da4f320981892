import SomaTypes

extension NetworkSpec {
  /// The networks that need no document.
  static let builtIn: [ResourceName: NetworkSpec] = Dictionary(
    uniqueKeysWithValues: NetworkPreset.allCases.compactMap { preset in
      ResourceName(preset.rawValue).map { name in
        var spec = NetworkSpec(name: name, preset: preset, rpc: [])
        spec.fillIn()
        return (name, spec)
      }
    })

  /// Sets what a preset knows and the document did not say.
  mutating func fillIn() {
    guard let preset else { return }
    if rpc.isEmpty { rpc = [try? CanonicalURL(preset.rpc)].compactMap(\.self) }  // a fixed text
    if faucet == nil { faucet = try? CanonicalURL(preset.faucet) }  // a fixed text
  }
}

extension WalletSpec {
  /// The wallet that needs no document: the active account of SOMA's own command line.
  static let builtIn: [ResourceName: WalletSpec] = [
    .default: WalletSpec(name: .default, key: .keystore(account: nil, directory: nil))
  ]
}

extension HostSpec {
  /// The host that needs no document: a bucket that the environment describes.
  static let builtIn: [ResourceName: HostSpec] = {
    let name = ResourceName(unchecked: "environment")
    return [name: HostSpec(name: name, kind: .s3(S3HostSpec()))]
  }()
}
