/// Rules as the query of a URL: `fault`, what the fault needs, and `key`, `method`, `requests`.
extension FaultRule {
  /// Reads a query such as `fault=refuses&status=429&retry-after=3&key=*.bin&requests=2`.
  ///
  /// `method` names methods, divided by commas; `requests` is at least 1.
  ///
  /// - Throws: ``FaultTextError``.
  public init(query: String) throws(FaultTextError) {
    var parameters = try FaultParameters(query)
    let fault = try Fault(&parameters)
    let keys = parameters.take("key").map { KeyPattern($0) } ?? .all
    let methods = try parameters.take("method") { Self.methods($0) }
    let requests = try parameters.take("requests") { UInt64($0).flatMap { $0 > 0 ? $0 : nil } }
    try parameters.requireNoMore()
    self.init(fault, keys: keys, methods: methods, requests: requests)
  }

  private static func methods(_ text: String) -> Set<ObjectMethod>? {
    let methods = text.split(separator: ",").map { ObjectMethod(rawValue: String($0)) }
    return methods.isEmpty || methods.contains(nil) ? nil : Set(methods.compactMap { $0 })
  }

  /// The query that sets this rule.
  public var query: String {
    var parameters = fault.parameters
    parameters.append(("key", keys.text))
    if let methods {
      parameters.append(("method", methods.map(\.rawValue).sorted().joined(separator: ",")))
    }
    if let requests { parameters.append(("requests", String(requests))) }
    return parameters.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
  }
}

extension Fault {
  /// The names of all faults.
  static let names = [
    "adds-header", "changes-byte", "ignores-range", "loses-reply", "redirects", "refuses",
    "skews-clock", "slows-body", "stalls", "stalls-body", "truncates-body",
  ]

  fileprivate init(_ parameters: inout FaultParameters) throws(FaultTextError) {
    let name = try parameters.require("fault") { $0 }
    switch name {
    case "adds-header":
      self = .addsHeader(
        name: try parameters.require("name") { $0 }, value: try parameters.require("value") { $0 })
    case "changes-byte": self = .changesByte(at: try parameters.require("at") { UInt64($0) })
    case "ignores-range": self = .ignoresRange
    case "loses-reply": self = .losesReply
    case "redirects":
      let location = try parameters.require("to") { $0 }
      let status = try parameters.take("status") { Self.status($0, in: 300...399) }
      self = .redirects(to: location, status: status ?? 302)
    case "refuses":
      let status = try parameters.require("status") { Self.status($0, in: 400...599) }
      let seconds = try parameters.take("retry-after") { UInt32($0) }
      self = .refuses(status: status, retryAfterSeconds: seconds)
    case "skews-clock": self = .skewsClock(bySeconds: try parameters.require("by") { Int64($0) })
    case "slows-body":
      self = .slowsBody(bytesPerSecond: try parameters.require("bytes-per-second") { UInt64($0) })
    case "stalls": self = .stalls
    case "stalls-body": self = .stallsBody(after: try parameters.require("after") { UInt64($0) })
    case "truncates-body":
      self = .truncatesBody(after: try parameters.require("after") { UInt64($0) })
    default: throw .unknownFault(name)
    }
  }

  fileprivate var parameters: [(String, String)] {
    switch self {
    case .addsHeader(let name, let value):
      [("fault", "adds-header"), ("name", name), ("value", value)]
    case .changesByte(let offset): [("fault", "changes-byte"), ("at", String(offset))]
    case .ignoresRange: [("fault", "ignores-range")]
    case .losesReply: [("fault", "loses-reply")]
    case .redirects(let location, let status):
      [("fault", "redirects"), ("to", location), ("status", String(status))]
    case .refuses(let status, let seconds):
      [("fault", "refuses"), ("status", String(status))]
        + (seconds.map { [("retry-after", String($0))] } ?? [])
    case .skewsClock(let seconds): [("fault", "skews-clock"), ("by", String(seconds))]
    case .slowsBody(let pace): [("fault", "slows-body"), ("bytes-per-second", String(pace))]
    case .stalls: [("fault", "stalls")]
    case .stallsBody(let count): [("fault", "stalls-body"), ("after", String(count))]
    case .truncatesBody(let count): [("fault", "truncates-body"), ("after", String(count))]
    }
  }

  private static func status(_ text: String, in range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}
