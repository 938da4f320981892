public import SomaTypes

/// A server that takes an object with one `PUT`: WebDAV, an artefact store, or links that somebody
/// signs for each upload.
///
/// What is uploaded to and what is fetched from are two URLs: a signed link ends, and may be used
/// for uploading only.
public struct HTTPPutHost: PublicHost {
  /// Where uploads go.
  public enum Destination: Equatable, Sendable {
    /// `BASE/NAME`. Objects can be looked at and deleted there, too.
    case base(String)
    /// The one line that a command prints for each request: a link that may be signed. Its
    /// `STEWARD_ACTION` is `put` or, for a deletion, `delete`. Objects are looked at through their
    /// public URL.
    case command(HostCommand)
  }

  /// Where uploads go.
  public var destination: Destination

  /// What the place is called for everyone else.
  public var publicBase: String

  /// Header fields of each request to ``destination``, such as `Authorization`.
  public var headers: HTTPHeaders = [:]

  /// Prints further header fields for each such request, one to a line, `Name: value`.
  public var headersCommand: HostCommand?

  /// Whether the collections of ``Destination/base(_:)`` are made with `MKCOL` before an upload
  /// (RFC 4918 §9.3).
  public var makesCollections = false

  /// When to give up.
  public var retries = TransferRetryPolicy()

  /// How long a request may take.
  public var timeouts = TransferTimeouts(idle: .seconds(120))

  private let transport: HTTPTransport
  private let clock = ServerClock()

  /// Describes a host. Nothing is sent yet.
  public init(to destination: Destination, publicBase: String, transport: HTTPTransport) {
    self.destination = destination
    self.publicBase = publicBase
    self.transport = transport
  }

  /// The base URL without secrets, or the command.
  public var description: String {
    switch destination {
    case .base(let base): URLText.redacted(base)
    case .command(let command): "links from \(command)"
    }
  }

  /// The name under the public base.
  public func publicURL(of name: ObjectName) throws -> CanonicalURL {
    try PublicURL.under(publicBase, name)
  }

  /// Uploads an object in one piece.
  public func put(
    _ upload: ObjectUpload, mode: PutMode, progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> PutOutcome {
    // Before any byte leaves: a host without a lasting URL is of no use.
    _ = try publicURL(of: upload.name)
    // A server that knows no preconditions would replace it.
    if mode == .createOnly, let existing = try await head(upload.name) {
      return .existed(existing)
    }
    if makesCollections, case .base(let base) = destination { try await makeCollections(base) }
    let response = try await send(upload, mode, progress)
    switch response.status {
    case 200...299: break
    case 412 where mode == .createOnly:
      guard let existing = try await head(upload.name) else { fallthrough }
      return .existed(existing)
    default: throw HostError(refusal: response, of: "PUT \(description)", isSigned: isSigned)
    }
    if case .base = destination, let stored = try await head(upload.name), let size = stored.size,
      size != upload.size
    {
      throw HostError.otherSize(name: upload.name, expected: upload.size, found: size)
    }
    return .stored
  }

  private var isSigned: Bool {
    if case .command = destination { true } else { false }
  }

  private func send(
    _ upload: ObjectUpload, _ mode: PutMode,
    _ progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> HTTPResponse {
    try await transport.send(
      {
        var request = try await self.request(.put, upload.name, size: upload.size)
        request.headers["Content-Type"] = ObjectUpload.contentType
        // A signed link covers the fields that it was signed with, and no others.
        if mode == .createOnly, case .base = destination { request.headers["If-None-Match"] = "*" }
        return request
      },
      body: RequestBody(upload.source, 0..<upload.size), retrying: retries, clock: clock,
      onSent: { progress(UploadProgress(sentBytes: $0, totalBytes: upload.size)) })
  }

  /// Asks the server, or the public URL when there are only links.
  public func head(_ name: ObjectName) async throws -> StoredObject? {
    let look = ObjectLook(transport: transport, clock: clock, retries: retries)
    switch destination {
    case .base: return try await look.head(name) { try await request(.head, name) }
    case .command:
      let url = try publicURL(of: name).text
      return try await look.head(name) { HTTPRequest(.head, url, timeouts: timeouts) }
    }
  }

  /// Not possible with `PUT` alone.
  public func list(masterID: String) throws -> [StoredObject] {
    throw HostError.unsupported(.list, host: description)
  }

  /// Deletes an object with `DELETE`.
  public func delete(_ name: ObjectName) async throws {
    let response = try await transport.send(
      { try await request(.delete, name) }, retrying: retries, clock: clock)
    switch response.status {
    case 200...299, 404, 410: return
    case 405, 501: throw HostError.unsupported(.delete, host: description)
    default: throw HostError(refusal: response, of: "DELETE \(description)", isSigned: isSigned)
    }
  }

  /// Not only after a refusal: for a missing collection nginx answers 500, as for a passing failure.
  private func makeCollections(_ base: String) async throws {
    for url in Self.collections(of: base) {
      // 405 says that it exists (RFC 4918 §9.3.1), and another refusal may be about one that does and
      // is not ours. The upload will show what is missing.
      _ = try await transport.send(
        {
          let headers = try await allHeaders(["STEWARD_ACTION": "mkcol"])
          return HTTPRequest(.mkcol, url, headers: headers, timeouts: timeouts)
        },
        retrying: retries, clock: clock)
    }
  }

  /// The URLs of all collections down to a base, the outermost first.
  static func collections(of base: String) -> [String] {
    let words = base.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count > 2, words[1].isEmpty else { return [] }
    let parts = words[2...].filter { !$0.isEmpty }
    var url = "\(words[0])//\(parts.first ?? "")/"
    return parts.dropFirst().map {
      url += $0 + "/"
      return url
    }
  }

  private func request(
    _ method: HTTPRequest.Method, _ name: ObjectName, size: UInt64? = nil
  ) async throws -> HTTPRequest {
    let action = method.rawValue.lowercased()
    let variables = HostCommand.variables(action: action, name: name, size: size)
    let url: String
    switch destination {
    case .base(let base): url = base.hasSuffix("/") ? base + name.text : "\(base)/\(name)"
    case .command(let command):
      let lines = try await command.lines(variables)
      guard lines.count == 1 else {
        throw HostError.badAnswer(
          command: command.description, problem: .lineCount(lines.count))
      }
      guard lines[0].hasPrefix("https://") || lines[0].hasPrefix("http://") else {
        throw HostError.badAnswer(command: command.description, problem: .notURL(line: 1))
      }
      url = lines[0]
    }
    return HTTPRequest(
      method, url, headers: try await allHeaders(variables), timeouts: timeouts)
  }

  private func allHeaders(_ variables: [String: String]) async throws -> HTTPHeaders {
    guard let headersCommand else { return headers }
    var headers = headers
    for (index, line) in try await headersCommand.lines(variables).enumerated() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      var field = HTTPHeaders()
      if parts.count == 2 {
        field.append(String(parts[0]), String(parts[1].drop { $0 == " " || $0 == "\t" }))
      }
      guard let name = field.fields.first?.name, field.firstInvalidName == nil else {
        throw HostError.badAnswer(
          command: headersCommand.description, problem: .notHeader(line: index + 1))
      }
      headers[name] = field[name]
    }
    return headers
  }
}
