/// A request as a signature sees it: complete but for the signature.
package struct SignableRequest: Equatable, Sendable {
  /// A parameter of the query, not encoded. One without a value has an empty one, and is sent as
  /// `name=`.
  package struct Parameter: Equatable, Sendable {
    var name: String
    var value: String

    package init(_ name: String, _ value: String = "") {
      self.name = name
      self.value = value
    }
  }

  /// Such as `GET`.
  package var method: String

  /// The `Host` that will be sent: without the port when that is the scheme's own.
  package var host: String

  /// The path that will be sent: percent-encoded, beginning with a slash.
  package var path: String

  /// The parameters, in any order.
  package var query: [Parameter]

  /// All headers that the service may look at. What a proxy may change, such as `Accept-Encoding`,
  /// does not belong here: then the signature would break.
  package var headers: HTTPHeaders

  /// Describes a request.
  package init(
    method: String, host: String, path: String, query: [Parameter] = [], headers: HTTPHeaders = [:]
  ) {
    self.method = method
    self.host = host
    self.path = path
    self.query = query
    self.headers = headers
  }

  /// The query as it is sent and signed: encoded and sorted by encoded name, then value.
  package var encodedQuery: String {
    query.map { (PercentEncoding.query($0.name), PercentEncoding.query($0.value)) }
      .sorted { $0.0 == $1.0 ? Self.isLess($0.1, $1.1) : Self.isLess($0.0, $1.0) }
      .map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// Path and query.
  var target: String { query.isEmpty ? path : "\(path)?\(encodedQuery)" }

  /// By bytes: the order of strings is that of Unicode, which is the same for ASCII only by luck.
  private static func isLess(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
