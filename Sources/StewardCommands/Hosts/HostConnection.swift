import Foundation
import Hosting
import StateStore
import Steward

/// A host in use by one command, and what is beside it.
struct HostConnection {
  /// What came of the declaration.
  let opened: Result<DeclaredHost, any Error>

  /// What public URLs are fetched with.
  let transport: HTTPTransport

  /// Who must be able to reach objects.
  let audience: Probe.Audience

  /// The state, when one is named.
  let state: StateDatabase?

  /// The host. Work on a URL alone needs none, so what is wrong with it is said only here.
  var declared: DeclaredHost { get throws { try opened.get() } }
}

extension HostOptions {
  /// Runs `body` with the host. SIGINT and SIGTERM cancel it.
  ///
  /// - Parameters:
  ///   - directory: Of the state that keeps the progress of uploads.
  ///   - access: Whether that state must be there.
  ///   - transfer: How bytes are moved.
  ///   - body: What to do.
  /// - Returns: What `body` returns.
  /// - Throws: `StateError`; what `body` throws.
  func withHost<Value>(
    state directory: String? = nil, _ access: StateOptions.Access = .readingAndCreating,
    transfer: TransferOptions? = nil,
    _ body: (HostConnection) async throws -> Value
  ) async throws -> Value {
    var options = TransportOptions()
    options.userAgent = "steward/\(Version.text)"
    options.sendRate = transfer?.sendRate
    let activity = TransferActivity()
    let transport = HTTPTransport(options: options, activity: activity)
    return try await Interruption.cancelling {
      var state: StateDatabase?
      if let directory {
        state = try await StateDatabase.open(directory, options: StateOptions(access: access))
      }
      let surroundings = HostSurroundings(
        environment: ProcessInfo.processInfo.environment, transport: transport,
        journal: state.map { StateUploadJournal($0, now: { .now }) } ?? TransientUploads(),
        partSize: transfer?.partSize, parallelParts: transfer?.parallel)
      let connection = HostConnection(
        opened: Result { try DeclaredHost(spec(), in: surroundings) }, transport: transport,
        audience: local ? .thisNetwork : .everyone, state: state)
      let value = try await activity.noticing { try await body(connection) }
      try await state?.close()
      return value
    }
  }
}
