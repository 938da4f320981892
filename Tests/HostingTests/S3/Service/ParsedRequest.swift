@testable import Hosting

/// A request as ``FakeS3`` understands it.
struct ParsedRequest {
  /// The request is none that a service would get from us.
  struct Unexpected: Error {
    var url: String
  }

  let method: HTTPRequest.Method
  let key: String
  let query: [String: String]
  let headers: HTTPHeaders

  init(_ request: HTTPRequest, bucket: String) throws {
    method = request.method
    headers = request.headers
    let base = "https://s3.test/\(bucket)"
    guard request.url.hasPrefix(base) else { throw Unexpected(url: request.url) }
    let target = request.url.dropFirst(base.count)
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = PercentEncoding.decode(String(parts[0])) else {
      throw Unexpected(url: request.url)
    }
    key = String(path.drop { $0 == "/" })
    var query: [String: String] = [:]
    for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let name = PercentEncoding.decode(String(sides[0])),
        let value = PercentEncoding.decode(String(sides[1]))
      else { throw Unexpected(url: request.url) }
      query[name] = value
    }
    self.query = query
  }

  /// Such as `PUT key?partNumber=1`.
  var line: String {
    let names = query.keys.sorted().map {
      $0 == "partNumber" ? "partNumber=\(query[$0] ?? "")" : $0
    }
    return "\(method.rawValue) \(key)" + (names.isEmpty ? "" : "?" + names.joined(separator: "&"))
  }
}

extension SigningTime {
  /// Reads the form that a signature has.
  init?(timestamp: String) {
    let digits = Array(timestamp)
    guard digits.count == 16 else { return nil }
    func part(_ range: Range<Int>) -> String { String(digits[range]) }
    self.init(
      iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):"
        + "\(part(13..<15))Z")
  }
}
