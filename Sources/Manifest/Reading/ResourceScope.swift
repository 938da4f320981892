import Diagnostics
import YAMLTree

/// What the names of networks, wallets and hosts stand for in one set.
struct ResourceScope {
  /// Networks that documents declare; `nil` where one was wrong, so that who names it is not blamed.
  var networks: [ResourceName: NetworkSpec?] = [:]
  /// Wallets.
  var wallets: [ResourceName: WalletSpec?] = [:]
  /// Hosts.
  var hosts: [ResourceName: HostSpec?] = [:]
}

extension ManifestDecoder {
  /// What a name stands for, or the one that is meant when none is given.
  ///
  /// - Parameters:
  ///   - name: The name; `nil` when the field is absent.
  ///   - kind: What is named.
  ///   - declared: What documents declare.
  ///   - builtIn: What there is without any document.
  ///   - place: Where to report.
  /// - Returns: After reporting a problem, or when the document itself has one, `nil`.
  mutating func resolve<Spec>(
    _ name: ResourceName?, _ kind: Kind, among declared: [ResourceName: Spec?],
    builtIn: [ResourceName: Spec], at place: Place
  ) -> Spec? {
    let names = declared.keys.sorted()
    // What needs no document is meant when there is none, unless it is one of several.
    let implied = only(names) ?? (names.isEmpty && builtIn.count == 1 ? builtIn.keys.first : nil)
    guard let name = name ?? implied else {
      report(names.isEmpty ? .noNetwork : .ambiguous(kind, names), at: place)
      return nil
    }
    if let spec = declared[name] { return spec }
    if let spec = builtIn[name] { return spec }
    let known = (names + builtIn.keys.sorted()).map(\.text)
    let nearest = Spelling.nearest(to: name.text, among: known).flatMap { ResourceName($0) }
    report(.unresolved(kind, name, nearest: nearest), at: place)
    return nil
  }

  private func only(_ names: [ResourceName]) -> ResourceName? {
    names.count == 1 ? names[0] : names.contains(.default) ? .default : nil
  }
}
