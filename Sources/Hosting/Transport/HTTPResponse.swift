/// Status and header fields of an answer.
public struct ResponseHead: Equatable, Sendable {
  /// The status code; never one of the interim 100 to 199.
  public var status: Int

  /// The header fields.
  public var headers: HTTPHeaders

  /// Creates a head.
  public init(status: Int, headers: HTTPHeaders = [:]) {
    self.status = status
    self.headers = headers
  }

  /// Whether the server says that it did what was asked: 200 to 299.
  public var isSuccess: Bool { (200...299).contains(status) }
}

/// A complete answer.
public struct HTTPResponse: Equatable, Sendable {
  /// Status and header fields.
  public var head: ResponseHead

  /// The body as it came over the wire, unless it went elsewhere. It is not decompressed.
  public var body: [UInt8]

  /// How the transfer went.
  public var statistics: TransferStatistics

  /// Creates an answer.
  public init(head: ResponseHead, body: [UInt8] = [], statistics: TransferStatistics = .init()) {
    self.head = head
    self.body = body
    self.statistics = statistics
  }

  /// The status code.
  public var status: Int { head.status }
}

/// How a transfer went.
public struct TransferStatistics: Equatable, Sendable {
  /// Bytes of the body that were sent, once or more often.
  public var bytesSent: UInt64 = 0
  /// Bytes of the answer's body.
  public var bytesReceived: UInt64 = 0
  /// From the start to the connection that could be used; zero when one was reused.
  public var connecting: Duration = .zero
  /// From the start to the first byte of the answer.
  public var firstByte: Duration = .zero
  /// From the start to the end.
  public var total: Duration = .zero
  /// The address that answered: a proxy's, if there is one.
  public var address: String?
  /// Whether TLS was used.
  public var isEncrypted = false

  /// Nothing was transferred.
  public init() {}
}
