import FoundationEssentials

extension FaultRule {
  /// Reads one rule, a JSON object.
  ///
  /// - Throws: ``FaultRuleError`` for the first thing that is wrong with it.
  public init(json: [UInt8]) throws(FaultRuleError) {
    self = try Self.decode(FaultRule.self, json)
  }

  /// Reads a JSON list of rules.
  ///
  /// - Throws: ``FaultRuleError`` for the first thing that is wrong with it.
  public static func list(json: [UInt8]) throws(FaultRuleError) -> [FaultRule] {
    try decode([FaultRule].self, json)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ json: [UInt8]
  ) throws(FaultRuleError) -> Value {
    do { return try JSONDecoder().decode(type, from: Data(json)) } catch {
      switch error {
      case let error as FaultRuleError: throw error
      case DecodingError.keyNotFound(let key, _): throw .missing(key: key.stringValue)
      case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
        DecodingError.dataCorrupted(let context):
        guard let key = context.codingPath.last(where: { $0.intValue == nil }) else {
          throw .notJSON
        }
        throw .wrongType(key: key.stringValue)
      default: throw .notJSON
      }
    }
  }
}
