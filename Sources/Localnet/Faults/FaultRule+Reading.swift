import FoundationEssentials

extension FaultRule {
  /// Reads one rule, a JSON object.
  ///
  /// - Throws: ``FaultRuleError`` for the first thing that is wrong with it.
  public init(json: [UInt8]) throws(FaultRuleError) {
    self = try Self.decode(FaultRule.self, json)
    if let repeated = RepeatedKey(in: json) { throw .repeatedKey(repeated.key) }
  }

  /// Reads a JSON list of rules.
  ///
  /// - Throws: ``FaultRuleError`` for the first thing that is wrong with it.
  public static func list(json: [UInt8]) throws(FaultRuleError) -> [FaultRule] {
    let rules = try decode([ListedRule].self, json).map(\.rule)
    if let repeated = RepeatedKey(in: json) {
      throw .rule(repeated.element + 1, .repeatedKey(repeated.key))
    }
    return rules
  }

  /// A rule whose number in its list is told with what is wrong with it.
  private struct ListedRule: Decodable {
    let rule: FaultRule

    init(from decoder: any Decoder) throws {
      do { rule = try FaultRule(from: decoder) } catch {
        let number = decoder.codingPath.last?.intValue ?? 0
        throw FaultRuleError.rule(number + 1, FaultRuleError(error))
      }
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ json: [UInt8]
  ) throws(FaultRuleError) -> Value {
    // JSON is UTF-8 (RFC 8259 §8.1); the decoder would take UTF-16 as well.
    guard !json.contains(0) else { throw .notJSON }
    do { return try JSONDecoder().decode(type, from: Data(json)) } catch {
      throw FaultRuleError(error)
    }
  }
}

extension FaultRuleError {
  /// What a decoder found wrong.
  fileprivate init(_ error: any Error) {
    switch error {
    case let error as FaultRuleError: self = error
    case DecodingError.keyNotFound(let key, _): self = .missing(key: key.stringValue)
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      let key = context.codingPath.last { $0.intValue == nil }
      self = key.map { .wrongType(key: $0.stringValue) } ?? .notJSON
    default: self = .notJSON
    }
  }
}
