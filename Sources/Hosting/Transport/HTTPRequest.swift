/// What is sent to a server, but for the body.
public struct HTTPRequest: Sendable {
  /// A method (RFC 9110 §9).
  public enum Method: String, CaseIterable, Sendable {
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case post = "POST"
    case delete = "DELETE"
    /// WebDAV: makes a collection (RFC 4918 §9.3).
    case mkcol = "MKCOL"
    /// WebDAV: lists a collection (RFC 4918 §9.1).
    case propfind = "PROPFIND"
  }

  /// The method.
  public var method: Method

  /// An `http` or `https` URL. It is sent as it is: no `..` is resolved and nothing is encoded.
  ///
  /// The query may hold a signature, so it is never shown.
  public var url: String

  /// The header fields. `Host`, `Content-Length` and `Accept` are added when they are not given.
  public var headers: HTTPHeaders

  /// How long it may take.
  public var timeouts: TransferTimeouts

  /// Whether to ask first and send the body when the server says so, or after a second
  /// (RFC 9110 §10.1.1). A refusal then costs nothing.
  public var expectsContinue = false

  /// Creates a request.
  public init(
    _ method: Method, _ url: String, headers: HTTPHeaders = [:],
    timeouts: TransferTimeouts = TransferTimeouts()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.timeouts = timeouts
  }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// Method and URL, without user, password, query and fragment.
  public var description: String { "\(method.rawValue) \(URLText.redacted(url))" }

  /// Shows nothing more than ``description``.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
