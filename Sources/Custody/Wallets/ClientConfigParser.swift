import Diagnostics
import SomaTypes
import YAMLTree

/// Reads a `client.yaml` and collects what is wrong with it.
struct ClientConfigParser {
  private(set) var problems: [ClientConfigProblem] = []

  /// - Returns: `nil` exactly when there are ``problems``.
  mutating func parse(_ yaml: [UInt8], file: String) -> ClientConfig? {
    let config = config(yaml, file: file)
    problems.sort { left, right in left.position < right.position }
    return config
  }

  private mutating func config(_ yaml: [UInt8], file: String) -> ClientConfig? {
    let survey = YAMLReader().survey(yaml, file: file)
    problems = survey.problems.map(ClientConfigProblem.yaml)
    guard problems.isEmpty else { return nil }
    guard let document = survey.documents.first else {
      problems.append(.noDocument(at: Place(file: file)))
      return nil
    }
    if survey.documents.count > 1 {
      problems.append(.severalDocuments(second: survey.documents[1].place))
    }
    guard let root = mapping(document.root, key: "client.yaml") else { return nil }
    let keystore = required("keystore", in: root).flatMap { self.keystore($0, key: "keystore") }
    let externalKeys = optional("external_keys", in: root)
      .flatMap { self.keystore($0, key: "external_keys") }
    let environments = required("envs", in: root).flatMap { self.environments($0) }
    let activeAlias = optional("active_env", in: root).flatMap { text($0, key: "active_env") }
    let activeAddress = optional("active_address", in: root).flatMap { address($0) }
    guard let keystore, let environments else { return nil }
    let active =
      activeAlias.map { alias in environments.first { $0.alias == alias } } ?? environments.first
    if let activeAlias, active == nil, let place = root.mapping["active_env"]?.place {
      problems.append(
        .unknownActiveAlias(
          SecretText.shown(activeAlias), known: environments.map { SecretText.shown($0.alias) },
          at: place))
    }
    guard problems.isEmpty else { return nil }
    return ClientConfig(
      keystore: keystore, externalKeys: externalKeys, environments: environments,
      activeEnvironment: active, activeAddress: activeAddress)
  }

  /// A mapping, and how to speak of it.
  private struct Fields {
    var mapping: YAMLMapping
    var place: Place
    var prefix: String

    func path(_ key: String) -> String { prefix + key }
  }

  private mutating func mapping(_ node: YAMLNode, key: String, prefix: String = "") -> Fields? {
    guard let mapping = node.mapping else {
      problems.append(.wrongType(key, expected: .mapping, at: node.place))
      return nil
    }
    return Fields(mapping: mapping, place: node.place, prefix: prefix)
  }

  /// The value of a key that must be there and not be null.
  private mutating func required(_ key: String, in fields: Fields) -> YAMLNode? {
    if let node = optional(key, in: fields) { return node }
    let place = fields.mapping[key]?.place ?? fields.place
    problems.append(.missing(fields.path(key), at: place))
    return nil
  }

  private func optional(_ key: String, in fields: Fields) -> YAMLNode? {
    fields.mapping[key].flatMap { $0.isNull ? nil : $0 }
  }

  private mutating func text(_ node: YAMLNode, key: String) -> String? {
    guard let text = node.text else {
      problems.append(.wrongType(key, expected: .text, at: node.place))
      return nil
    }
    guard !text.isEmpty else {
      problems.append(.emptyText(key, at: node.place))
      return nil
    }
    // A NUL would end a path early, and a line break would forge a second line of output.
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      problems.append(.controlCharacter(key, at: node.place))
      return nil
    }
    return text
  }

  /// `File: path` or `InMem: {…}`, as serde writes an enum; the plain word `InMem` is accepted too.
  private mutating func keystore(
    _ node: YAMLNode, key: String
  ) -> ClientConfig.KeystoreLocation? {
    if node.text == "InMem" { return .inMemory }
    guard let mapping = node.mapping, mapping.entries.count == 1 else {
      problems.append(.wrongType(key, expected: .keystore, at: node.place))
      return nil
    }
    let variant = mapping.entries[0]
    switch variant.key {
    case "File": return path(variant.value, key: "\(key).File").map { .file($0) }
    case "InMem": return .inMemory
    default:
      problems.append(.wrongType(key, expected: .keystore, at: variant.keyPlace))
      return nil
    }
  }

  private mutating func path(_ node: YAMLNode, key: String) -> String? {
    guard let path = text(node, key: key) else { return nil }
    guard !SecretText.looksLikeSecret(path) else {
      problems.append(.secretAsPath(key, at: node.place))
      return nil
    }
    return path
  }

  private mutating func environments(_ node: YAMLNode) -> [ClientConfig.Environment]? {
    guard let items = node.sequence else {
      problems.append(.wrongType("envs", expected: .list, at: node.place))
      return nil
    }
    var environments: [ClientConfig.Environment] = []
    var places: [String: Place] = [:]
    for (index, item) in items.enumerated() {
      guard let fields = mapping(item, key: "envs[\(index)]", prefix: "envs[\(index)].")
      else { continue }
      guard let environment = environment(fields) else { continue }
      let place = fields.mapping["alias"]?.place ?? fields.place
      if let first = places[environment.alias] {
        problems.append(
          .duplicateAlias(SecretText.shown(environment.alias), first: first, again: place))
      } else {
        places[environment.alias] = place
        environments.append(environment)
      }
    }
    return environments.count == items.count ? environments : nil
  }

  private mutating func environment(_ fields: Fields) -> ClientConfig.Environment? {
    let alias = requiredText("alias", in: fields)
    let rpc = requiredText("rpc", in: fields)
    let basicAuth = optional("basic_auth", in: fields)
    if let basicAuth, basicAuth.text == nil {
      problems.append(
        .wrongType(fields.path("basic_auth"), expected: .text, at: basicAuth.place))
    }
    let chainID = optional("chain_id", in: fields)
      .flatMap { text($0, key: fields.path("chain_id")) }
    guard let alias, let rpc else { return nil }
    return ClientConfig.Environment(
      alias: alias, rpc: rpc, chainID: chainID, hasBasicAuth: basicAuth != nil)
  }

  private mutating func requiredText(_ key: String, in fields: Fields) -> String? {
    required(key, in: fields).flatMap { text($0, key: fields.path(key)) }
  }

  /// 64 hex digits, with or without `0x` before them.
  private mutating func address(_ node: YAMLNode) -> SomaAddress? {
    guard let text = text(node, key: "active_address") else { return nil }
    let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
    // Why it is wrong does not matter: the explanation says what is right.
    guard digits.utf8.count == 64, let address = try? SomaAddress(text) else {
      problems.append(.wrongAddress(at: node.place))
      return nil
    }
    return address
  }
}

extension ClientConfigProblem {
  /// Line and column; all problems are in one file.
  fileprivate var position: (Int, Int) {
    let place = diagnostic.place
    return (place?.line ?? 0, place?.column ?? 0)
  }
}
