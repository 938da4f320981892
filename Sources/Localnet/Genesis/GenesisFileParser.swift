import Diagnostics
import Ledger
import SomaTypes
import YAMLTree

/// Reads a genesis file and collects what is wrong with it.
struct GenesisFileParser {
  private(set) var problems: [Diagnostic] = []

  /// - Returns: `nil` exactly when there are ``problems``.
  mutating func parse(_ yaml: [UInt8], file name: String) -> GenesisFile? {
    let survey = YAMLReader().survey(yaml, file: name)
    problems = survey.problems.map(\.diagnostic)
    guard problems.isEmpty else { return nil }
    if survey.documents.count > 1 {
      add("severalDocuments", "Only one document is expected.", at: survey.documents[1].place)
    }
    var file = GenesisFile()
    if let root = survey.documents.first?.root, !root.isNull {
      read(
        root, "the file",
        [
          "seed": { parser, node in file.seed = parser.text(node) },
          "protocolVersion": { parser, node in file.protocolVersion = parser.number(node) },
          "totalSupply": { parser, node in file.totalSupply = parser.amount(node) },
          "emissionPerEpoch": { parser, node in file.emissionPerEpoch = parser.amount(node) },
          "accounts": { parser, node in
            file.accounts = parser.items(node).compactMap { parser.account($0) }
          },
          "validators": { parser, node in file.validators = parser.validators(node) },
          "parameters": { parser, node in
            for parameter in parser.parameters(node) { file.set(parameter) }
          },
        ])
    }
    problems.sort {
      ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0)
    }
    return problems.isEmpty ? file : nil
  }

  private typealias Field = (inout GenesisFileParser, YAMLNode) -> Void

  /// Reads a mapping that has these keys, each at most once and none of them needed.
  private mutating func read(_ node: YAMLNode, _ what: String, _ fields: [String: Field]) {
    guard let mapping = node.mapping else {
      return add("wrongType", "Keys with values are expected as \(what).", at: node.place)
    }
    for entry in mapping.entries {
      guard let field = fields[entry.key] else {
        add(
          "unknownKey", "`\(Excerpt(entry.key))` is not a key of \(what).", at: entry.keyPlace,
          remedies: ["Use one of: \(fields.keys.sorted().joined(separator: ", "))."])
        continue
      }
      if !entry.value.isNull { field(&self, entry.value) }
    }
  }

  private mutating func account(_ node: YAMLNode) -> GenesisConfig.Account? {
    var address: SomaAddress?
    var balances: [Amount] = []
    let before = problems.count
    read(
      node, "an account",
      [
        "address": { parser, node in address = parser.address(node) },
        "balance": { parser, node in balances += [parser.amount(node)].compactMap(\.self) },
        "balances": { parser, node in
          balances += parser.items(node).compactMap { parser.amount($0) }
        },
      ])
    guard problems.count == before else { return nil }
    guard let address else {
      add("missing", "An account needs an `address`.", at: node.place)
      return nil
    }
    return GenesisConfig.Account(address: address, balances: balances)
  }

  /// A number of usual validators, or a list.
  private mutating func validators(_ node: YAMLNode) -> [GenesisConfig.Validator]? {
    if let text = node.text {
      guard let count = Int(text), (1...1000).contains(count) else {
        add("wrongType", "A number of validators or a list is expected.", at: node.place)
        return nil
      }
      return Array(repeating: GenesisConfig.Validator(), count: count)
    }
    return items(node).map { item in
      var validator = GenesisConfig.Validator()
      read(
        item, "a validator",
        [
          "stake": { parser, node in validator.stake = parser.amount(node) ?? validator.stake },
          "gas": { parser, node in validator.gas = parser.amount(node) ?? validator.gas },
          "commission": { parser, node in
            validator.commissionRate = BasisPoints(parser.number(node) ?? 0)
          },
        ])
      return validator
    }
  }

  private mutating func parameters(_ node: YAMLNode) -> [GenesisParameter] {
    guard let mapping = node.mapping else {
      add("wrongType", "Keys with values are expected as parameters.", at: node.place)
      return []
    }
    return mapping.entries.compactMap { entry in
      guard GenesisParameter.names.contains(entry.key) else {
        add(
          "unknownKey", "`\(Excerpt(entry.key))` is not a parameter of the chain.",
          at: entry.keyPlace,
          remedies: ["See their names:\n    steward chain params"])
        return nil
      }
      guard let text = entry.value.text,
        let parameter = GenesisParameter(name: entry.key, text: text)
      else {
        add(
          "wrongType", "The value of `\(entry.key)` is not a number that fits.",
          at: entry.value.place)
        return nil
      }
      return parameter
    }
  }

  private mutating func items(_ node: YAMLNode) -> [YAMLNode] {
    if let items = node.sequence { return items }
    add("wrongType", "A list is expected.", at: node.place)
    return []
  }

  private mutating func text(_ node: YAMLNode) -> String? {
    if let text = node.text, !text.isEmpty { return text }
    add("wrongType", "A text is expected.", at: node.place)
    return nil
  }

  private mutating func number(_ node: YAMLNode) -> UInt64? {
    if let number = node.text.flatMap({ UInt64($0) }) { return number }
    add("wrongType", "A whole number is expected.", at: node.place)
    return nil
  }

  private mutating func amount(_ node: YAMLNode) -> Amount? {
    guard let text = text(node) else { return nil }
    do throws(AmountError) { return try Amount(text) } catch {
      add(
        "invalidAmount", error.diagnostic.detail, at: node.place,
        remedies: ["Write an amount with its unit, such as `2.5 SOMA` or `300 shannons`."])
      return nil
    }
  }

  private mutating func address(_ node: YAMLNode) -> SomaAddress? {
    guard let text = text(node) else { return nil }
    do throws(IdentifierError) { return try SomaAddress(text) } catch {
      add("invalidAddress", error.diagnostic.detail, at: node.place)
      return nil
    }
  }

  private mutating func add(
    _ name: String, _ detail: String, at place: Place, remedies: [String] = []
  ) {
    problems.append(
      Diagnostic(
        code: "genesisFile.\(name)", summary: "The genesis file is wrong", detail: detail,
        place: place, remedies: remedies))
  }
}
