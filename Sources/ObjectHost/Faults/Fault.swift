/// A way for the host to misbehave.
public enum Fault: Hashable, Sendable {
  /// Adds a header to every reply with an object, such as `Content-Encoding: gzip`; the bytes stay.
  case addsHeader(name: String, value: String)
  /// Inverts the bits of one byte of the object, at an offset from its beginning, whatever part of the
  /// object is asked for.
  case changesByte(at: UInt64)
  /// Answers every range with status 200 and the whole object, and promises none.
  case ignoresRange
  /// Carries the request out and closes the connection instead of answering.
  case losesReply
  /// Redirects with a status of 300 to 399 (the nearest of these, if it is another): the object is not
  /// looked for.
  case redirects(to: String, status: Int)
  /// Refuses with a status of 400 to 599 (the nearest of these, if it is another): nothing is stored,
  /// removed or looked for.
  case refuses(status: Int, retryAfterSeconds: UInt32? = nil)
  /// Moves the `Date` header.
  case skewsClock(bySeconds: Int64)
  /// Sends the object at this pace, which is at least 1.
  case slowsBody(bytesPerSecond: UInt64)
  /// Says nothing, and does nothing, until the fault is cleared or the host stops; then closes the
  /// connection.
  case stalls
  /// Falls silent after so many bytes of the reply's body, until the fault is cleared or the host
  /// stops; then closes the connection.
  case stallsBody(after: UInt64)
  /// Closes the connection after so many bytes of the reply's body, and before its end.
  case truncatesBody(after: UInt64)
}

extension Fault {
  /// Whether the fault shows in requests with a method; it is not used up by others.
  func concerns(_ method: ObjectMethod) -> Bool {
    switch self {
    case .refuses, .redirects, .stalls, .skewsClock, .losesReply: true
    case .addsHeader: method == .get || method == .head
    case .changesByte, .ignoresRange, .slowsBody, .stallsBody, .truncatesBody: method == .get
    }
  }
}

/// The methods that objects know.
public enum ObjectMethod: String, CaseIterable, Hashable, Sendable {
  /// Removes.
  case delete = "DELETE"
  /// Reads.
  case get = "GET"
  /// Reads the headers of GET.
  case head = "HEAD"
  /// Stores.
  case put = "PUT"
}
