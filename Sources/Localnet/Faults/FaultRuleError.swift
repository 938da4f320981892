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
  /// It would hold so many times: less than once.
  case times(Int)
  /// A call cannot wait so many milliseconds: less than none, or more than a year.
  case milliseconds(Int64)

  /// In words, without a full stop.
  public var text: String {
    switch self {
    case .notJSON: "it is no JSON of the shape that is expected"
    case .wrongType(let key): "the value of `\(key)` is of the wrong kind"
    case .missing(let key): "`\(key)` is missing"
    case .unknownFault(let name): "`\(name)` is no fault"
    case .unknownKey(let key, let fault): "`\(key)` is no key of the fault `\(fault)`"
    case .times(let times): "`times` is \(times), and less than 1"
    case .milliseconds(let milliseconds):
      "`milliseconds` is \(milliseconds), and not from 0 to \(Self.maximumMilliseconds)"
    }
  }

  /// A year.
  static let maximumMilliseconds: Int64 = 31_536_000_000
}
