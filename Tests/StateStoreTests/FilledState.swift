import Foundation
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport

/// A state with a packet on record and in its directory, an attempt, and an event.
struct FilledState {
  static let packet = "0a1b2c3d-00112233445566778899aabbccddeeff.0011223344556677.packet"
  static let bytes = Array("a sealed packet".utf8)
  static let now = Moment(milliseconds: 5)

  let directory: URL
  let path: String
  let state: StateDatabase

  var packetFile: URL { URL(filePath: path).appending(path: "packets/\(Self.packet)") }

  /// The name of a file beside the state.
  func beside(_ name: String) -> String { directory.appending(path: name).path }
}

/// Runs `body` with a state that has something in it.
func withFilledState<Result>(
  _ body: (FilledState) async throws -> Result
) async throws -> Result {
  try await withTemporaryDirectory { directory in
    let path = directory.appending(path: "state").path
    let state = try await StateDatabase.open(path)
    let filled = FilledState(directory: directory, path: path, state: state)
    try FileManager.default.createDirectory(
      atPath: "\(path)/packets", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    try Data(FilledState.bytes).write(to: filled.packetFile)
    let now = FilledState.now
    let release = ReleaseID.zero
    try await state.recordRelease(
      ReleaseRecord(
        id: release, keyName: "alpha", plaintext: .zero, size: 1, keyHash: .zero, changedAt: now))
    try await state.recordPacket(
      PacketRecord(
        name: FilledState.packet, digest: Blake2b256.hash(FilledState.bytes), release: release,
        embedding: .zero), at: now)
    _ = try await state.beginAttempt(
      model: "alpha", release: release, packet: FilledState.packet, commitments: .zero, at: now)
    try await state.recordEvent("first", at: now)
    return try await body(filled)
  }
}

extension ReleaseID {
  /// Sixteen zero bytes.
  static let zero: ReleaseID = {
    guard let id = ReleaseID(Array(repeating: 0, count: 16)) else { preconditionFailure() }
    return id
  }()
}
