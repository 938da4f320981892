import ChildProcesses
public import SomaTypes

/// A program that takes an object on its standard input and brings it wherever it likes.
///
/// It is told name, size and content type by `STEWARD_OBJECT_NAME`, `STEWARD_OBJECT_SIZE` and
/// `STEWARD_OBJECT_CONTENT_TYPE`; `STEWARD_ACTION` is `put`, or `replace` when an object of that name
/// must give way, or `delete`. Exit status 0 means that it is done. That alone is not believed: the
/// object must then be at its public URL, with its size.
public struct CommandHost: PublicHost {
  /// The program.
  public var command: HostCommand

  /// What the place is called for everyone else.
  public var publicBase: String

  /// Whether the program understands the action `delete`.
  public var deletes = false

  /// How long to wait for the object to appear at its public URL.
  public var appearance: TransferRetryPolicy

  /// When to give up asking.
  public var retries = TransferRetryPolicy()

  private let transport: HTTPTransport
  private let clock = ServerClock()

  /// Describes a host. Nothing is run yet.
  public init(_ command: HostCommand, publicBase: String, transport: HTTPTransport) {
    self.command = command
    self.publicBase = publicBase
    self.transport = transport
    appearance = TransferRetryPolicy()
    appearance.deadline = .seconds(120)
  }

  /// The command without its arguments.
  public var description: String { "\(command)" }

  /// The name under the public base.
  public func publicURL(of name: ObjectName) throws -> CanonicalURL {
    try PublicURL.under(publicBase, name)
  }

  /// Lets the program upload an object, and waits until it is to be seen.
  public func put(
    _ upload: ObjectUpload, mode: PutMode, progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> PutOutcome {
    let url = try publicURL(of: upload.name)
    if mode == .createOnly, let existing = try await head(upload.name) {
      return .existed(existing)
    }
    guard let count = Int(exactly: upload.size) else { throw HostError.noSpace(path: description) }
    let input = ChildInput(count: count) {
      var reader = try upload.source.makeReader()
      return { offset, buffer in
        // What was asked for before has left.
        progress(UploadProgress(sentBytes: UInt64(offset), totalBytes: upload.size))
        try reader.read(into: buffer, at: UInt64(offset))
      }
    }
    let (exit, _) = try await command.run(
      HostCommand.variables(
        action: mode == .replace ? "replace" : "put", name: upload.name, size: upload.size),
      input: input, outputLimit: HostCommand.answerLimit)
    guard exit.untakenInput == 0 else {
      throw HostError.closedInput(command: description, unreadBytes: exit.untakenInput)
    }
    progress(UploadProgress(sentBytes: upload.size, totalBytes: upload.size))
    try await waitUntilServed(upload, url)
    return .stored
  }

  private func waitUntilServed(_ upload: ObjectUpload, _ url: CanonicalURL) async throws {
    do {
      try await appearance.run { _ in
        guard let served = try await head(upload.name) else { throw NotServed() }
        guard served.size == nil || served.size == upload.size else {
          throw HostError.otherSize(
            name: upload.name, expected: upload.size, found: served.size)
        }
      }
    } catch is NotServed {
      throw HostError.notServed(name: upload.name, url: url.description)
    }
  }

  private struct NotServed: RetryAdvising {
    var retryAdvice: RetryAdvice { .later }
  }

  /// Asks the public URL.
  public func head(_ name: ObjectName) async throws -> StoredObject? {
    let url = try publicURL(of: name).text
    return try await ObjectLook(transport: transport, clock: clock, retries: retries)
      .head(name) { HTTPRequest(.head, url) }
  }

  /// Programs are not asked for lists.
  public func list(masterID: String) throws -> [StoredObject] {
    throw HostError.unsupported(.list, host: description)
  }

  /// Lets the program delete an object.
  public func delete(_ name: ObjectName) async throws {
    guard deletes else { throw HostError.unsupported(.delete, host: description) }
    _ = try await command.run(
      HostCommand.variables(action: "delete", name: name), outputLimit: HostCommand.answerLimit)
  }
}
