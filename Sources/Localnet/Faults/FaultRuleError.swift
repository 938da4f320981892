/// Why a JSON text is no rule of a fault.
public enum FaultRuleError: Error, Equatable, Sendable {
  /// It is no JSON, or not of the shape that is expected.
  case notJSON
  /// A key has a value of the wrong kind.
  case wrongType(key: String)
  /// A key that the fault needs is not there.
  case missing(key: String)
  /// No fault has this name.
  case unknownFault(String)
  /// The fault has no such key.
  case unknownKey(String, fault: String)
  /// The key is there twice.
  case repeatedKey(String)
  /// It would hold so many times: less than once.
  case times(Int)
  /// A call cannot wait so many milliseconds: less than none, or more than a year.
  case milliseconds(Int64)
  /// It would hold a number of times and always.
  case timesAndAlways
  /// No service of a localnet has a method of this name.
  case unknownMethod(String)
  /// A transaction would be held for no epoch.
  case noEpochs
  /// The localnet has no second node.
  case noFollower(fault: String)
  /// The chain has this protocol version, or a higher one.
  case protocolVersion(UInt64, live: UInt64)
  /// What is wrong is in this rule of a list; the first is 1.
  indirect case rule(Int, FaultRuleError)

  /// In words, without a full stop.
  public var text: String {
    switch self {
    case .notJSON: "it is no JSON of the shape that is expected"
    case .wrongType(let key): "the value of `\(key)` is of the wrong kind"
    case .missing(let key): "`\(key)` is missing"
    case .unknownFault(let name): "`\(name)` is no fault"
    case .unknownKey(let key, let fault): "`\(key)` is no key of the fault `\(fault)`"
    case .repeatedKey(let key): "`\(key)` is there twice"
    case .times(let times): "`times` is \(times), and less than 1"
    case .timesAndAlways: "`times` and `always` are two numbers of times"
    case .unknownMethod(let name): "`\(name)` is no method, such as `GetEpoch`"
    case .noEpochs: "`epochs` is 0, and not 1 or more"
    case .noFollower(let fault):
      "`\(fault)` is about the second node, and there is none without --follower"
    case .protocolVersion(let version, let live):
      "`version` is \(version), and not above that of the chain, \(live)"
    case .rule(let number, let error): "in rule \(number), \(error.text)"
    case .milliseconds(let milliseconds):
      "`milliseconds` is \(milliseconds), and not from 0 to \(Self.maximumMilliseconds)"
    }
  }

  /// A year.
  static let maximumMilliseconds: Int64 = 31_536_000_000
}
