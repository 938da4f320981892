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
    var parametersPlace: Place?
    if let root = survey.documents.first?.root, !root.isNull {
      read(
        root, "the file",
        [
          "seed": { parser, node in file.seed = parser.text(node) },
          "epochs": { parser, node in file.epochEnd = parser.epochEnd(node) },
          "protocolVersion": { parser, node in file.protocolVersion = parser.number(node) },
          "totalSupply": { parser, node in file.totalSupply = parser.amount(node) },
          "emissionPerEpoch": { parser, node in file.emissionPerEpoch = parser.amount(node) },
          "accounts": { parser, node in
            file.accounts = parser.accounts(node)
          },
          "validators": { parser, node in file.validators = parser.validators(node) },
          "parameters": { parser, node in
            for parameter in parser.parameters(node) { file.set(parameter) }
            parametersPlace = node.place
          },
        ])
    }
    if let parametersPlace { requireOrder(of: file, at: parametersPlace) }
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

  /// A lowest value above its highest one would leave the chain without any; what the file leaves out
  /// counts as the protocol version has it.
  private mutating func requireOrder(of file: GenesisFile, at place: Place) {
    guard let parameters = file.config(startTimestampMs: 0, salt: []).parameters else { return }
    let distances = [
      parameters.targetMinDistanceThreshold, parameters.targetMaxDistanceThreshold,
    ].map { $0.values.first ?? 0 }
    for (name, isOrdered) in [
      ("value_fee_bps", parameters.minValueFeeBps <= parameters.maxValueFeeBps),
      ("distance_threshold", distances[0] <= distances[1]),
    ] where !isOrdered {
      add("outOfRange", "The lowest `\(name)` is above the highest one.", at: place)
    }
  }

  private mutating func accounts(_ node: YAMLNode) -> [GenesisConfig.Account] {
    var known: Set<SomaAddress> = []
    return items(node).compactMap { item in
      guard let account = account(item) else { return nil }
      if !known.insert(account.address).inserted {
        add(
          "duplicateAccount", "The account \(account.address) is there twice.", at: item.place,
          remedies: ["Give it all its `balances` in one place."])
      }
      return account
    }
  }

  private mutating func balance(_ node: YAMLNode) -> Amount? {
    let amount = amount(node)
    if amount == .zero { add("outOfRange", "A coin cannot be worth nothing.", at: node.place) }
    return amount
  }

  private mutating func account(_ node: YAMLNode) -> GenesisConfig.Account? {
    var address: SomaAddress?
    var balances: [Amount] = []
    let before = problems.count
    read(
      node, "an account",
      [
        "address": { parser, node in address = parser.address(node) },
        "balance": { parser, node in balances += [parser.balance(node)].compactMap(\.self) },
        "balances": { parser, node in
          balances += parser.items(node).compactMap { parser.balance($0) }
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
      guard let count = Int(text) else {
        add("wrongType", "A number of validators or a list is expected.", at: node.place)
        return nil
      }
      guard (1...ValidatorIdentity.maximumCount).contains(count) else {
        add(
          "outOfRange", "There are from 1 to \(ValidatorIdentity.maximumCount) validators.",
          at: node.place)
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
            if validator.commissionRate > .all {
              parser.add(
                "outOfRange", "A commission is at most 10000 basis points.", at: node.place)
            }
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
      guard let range = parameter.violatedRange else { return parameter }
      add("outOfRange", "`\(entry.key)` is \(range).", at: entry.value.place)
      return nil
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

  private mutating func epochEnd(_ node: YAMLNode) -> EpochEnd? {
    if let end = node.text.flatMap(EpochEnd.init(rawValue:)) { return end }
    let words = EpochEnd.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    add("wrongType", "What ends epochs is one of \(words).", at: node.place)
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
